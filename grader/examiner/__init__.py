"""The trusted side: it runs the checks against candidates in other processes and decides."""
