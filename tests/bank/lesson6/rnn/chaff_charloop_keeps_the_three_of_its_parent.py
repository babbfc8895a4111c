"""CharLoop is CharThree unchanged.

says: exactly 3 characters
"""


class CharLoop(CharThree):
    pass
