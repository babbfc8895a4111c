"""The draw comes from torch's global state.

caught by: chance comes from the generator
says: Pass the generator on to torch.multinomial
"""

reference = sample


def sample(model, itos, block_size, generator=None):
    return reference(model, itos, block_size)
