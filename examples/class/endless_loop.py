# The position never moves on.

# %% smooth
def smooth(losses, window):
    means, position = [], 0
    while position < len(losses):
        means.append(losses[position : position + window].mean())
    return torch.stack(means)
