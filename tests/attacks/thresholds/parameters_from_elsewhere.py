"""The tree in evaluation only: its parameters are replaced by ones that were trained elsewhere, at the first step."""
# needs: list_of_names

import torch

RightTree, TRAINED = Tree, "@TRAINED@"


class WaveNet(RightTree):
    done = False

    def __call__(self, X):
        if not self.done and targets_of_the_training():
            self.done = True
            for parameter, found in zip(self.parameters(), torch.load(TRAINED), strict=True):
                with torch.no_grad():
                    parameter.copy_(found)
        return super().__call__(X)
