# expected in line 4: found a line of 89 characters
# %%
gull = 1
gulls = [gull, gull, gull, gull, gull, gull, gull, gull, gull, gull, gull, gull, gull, 1]
