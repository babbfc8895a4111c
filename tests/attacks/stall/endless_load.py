"""Loop for ever while loading.

gains without defence: effect: no verdict
layer: limits
"""

while True:
    pass
