"""Every result is kept and printed; the layers can be indexed."""


class Sequential:
    def __init__(self, layers):
        self.layers = list(layers)
        self.results = []

    def __getitem__(self, i):
        return self.layers[i]

    def __len__(self):
        return len(self.layers)

    def __call__(self, x):
        self.results = [x]
        for layer in self.layers:
            self.results.append(layer(self.results[-1]))
            print(type(layer).__name__, tuple(self.results[-1].shape))
        self.out = self.results[-1]
        return self.out

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters() if p is not None]
