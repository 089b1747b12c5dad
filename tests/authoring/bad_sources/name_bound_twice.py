# expected in line 6: found 'ferries' bound again (first in line 3)
# %%
ferries = 3

# %%
ferries = 4
