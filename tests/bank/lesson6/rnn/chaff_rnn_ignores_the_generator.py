"""The generator is not handed on.

caught by: drawn evenly
says: Use the generator.
"""


class RNN(RNN):
    def __init__(self, input_size, hidden_size, batch_first=False, generator=None):
        super().__init__(input_size, hidden_size, batch_first)
