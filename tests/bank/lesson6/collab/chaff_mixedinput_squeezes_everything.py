"""squeeze() makes a scalar of a single row.

says: A batch of one became a scalar
"""


class MixedInput(MixedInput):
    def __call__(self, categorical, continuous):
        return super().__call__(categorical, continuous).squeeze()
