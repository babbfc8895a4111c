"""The range of the births is written into the model.

says: The range is fixed
"""


class MixedInput(MixedInput):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.y_range = (0.5, 5.2)
