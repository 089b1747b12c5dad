# expected in line 1: found code cells with a median of 5 lines
# %%
gull_0_0 = 0
gull_0_1 = 1
gull_0_2 = 2
gull_0_3 = 3
gull_0_4 = 4

# %%
gull_1_0 = 0
gull_1_1 = 1
gull_1_2 = 2
gull_1_3 = 3
gull_1_4 = 4

# %%
gull_2_0 = 0
gull_2_1 = 1
gull_2_2 = 2
gull_2_3 = 3
gull_2_4 = 4

