"""The classic AdaIN network (Huang & Belongie 2017) in PyTorch, from any public checkpoint, and as graphs for the app."""
