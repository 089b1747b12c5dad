# expected in line 6: found 'ferry' bound again
# %%
ferry = 3

# %%
for ferry in range(3):
    pass
