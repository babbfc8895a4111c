"""parameters() also lists the running averages, so training would change them.

says: buffers are not trained
"""


class BatchNorm1d(BatchNorm1d):
    def parameters(self):
        return [self.gamma, self.beta, self.running_mean, self.running_var]
