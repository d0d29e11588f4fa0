"""What to compute in."""

import torch


def bf16_is_fast(device: torch.device) -> bool:
    """Convolutions in bf16 need a GPU or AVX-512; with AVX2 they are emulated, sixteen times slower than fp32."""
    return device.type == "cuda" or torch.backends.cpu.get_cpu_capability().startswith("AVX512")
