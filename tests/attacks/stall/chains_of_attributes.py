"""Write chains of attributes, 480 deep, as many as may be, and name a package of torch that takes long to import.

gains without defence: nothing; the examiner's time
layer: examiner
base: right
cost: slow
"""

if False:
    torch._inductor.a.b.c
    (F @ CHAINS @ F)
