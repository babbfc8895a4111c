"""index_select on flat indices, reshaped back."""


class Embedding(Embedding):
    def __call__(self, IX):
        self.out = self.weight.index_select(0, IX.reshape(-1)).reshape(IX.shape + self.weight.shape[1:])
        return self.out
