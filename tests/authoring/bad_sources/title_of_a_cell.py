# expected in line 3: found 'title' beside `# %%`
# %% [Markdown]
1 + 1
