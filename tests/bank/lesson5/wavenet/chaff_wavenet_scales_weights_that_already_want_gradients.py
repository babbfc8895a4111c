"""requires_grad is set before the last weight is shrunk, so the shrunk one is the result of a computation.

needs: training
says: the result of a computation
"""


class WaveNet(WaveNet):
    def __init__(self, *sizes):
        super().__init__(*sizes)
        for p in self.parameters():
            p.requires_grad_()
        output = self.model.layers[-1]
        output.weight = output.weight * 0.9
