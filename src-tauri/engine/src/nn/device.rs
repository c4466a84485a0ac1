//! Which processor computes a graph: this computer's own, or its graphics processor.

use super::Interpreter;
use super::cpu::{Cpu, Isa};
use super::portable::Portable;
use crate::error::{Code, Error, Result};
use candle_core::Device;

/// The values of the setting `device`.
pub const CPU: &str = "cpu";
pub const GPU: &str = "gpu";

/// What this build can compute on.
pub fn options() -> Vec<&'static str> {
    match cfg!(any(feature = "cuda", feature = "metal")) {
        true => vec![CPU, GPU],
        false => vec![CPU],
    }
}

/// The first graphics processor.
///
/// # Errors
/// `BadSetting` where this build or this computer has none.
pub fn graphics() -> Result<Device> {
    #[cfg(feature = "cuda")]
    let device = Device::new_cuda(0);
    #[cfg(all(feature = "metal", not(feature = "cuda")))]
    let device = Device::new_metal(0);
    #[cfg(not(any(feature = "cuda", feature = "metal")))]
    let device: candle_core::Result<Device> =
        Err(candle_core::Error::Msg("built for the processor only".into()));
    device.map_err(|e| {
        Error::new(Code::BadSetting, "This Attune can't use a graphics processor here")
            .at("setting device")
            .advice("Use device=cpu, or a build for the graphics card that is in this computer")
            .source(e)
    })
}

/// The interpreter that a run computes with. The graphics processor computes in 32-bit floating
/// point, and its sums are not in a fixed order: two runs agree closely, not bit for bit.
pub fn interpreter(
    device: &str,
    instructions: &str,
    threads: usize,
    bf16: bool,
) -> Result<Box<dyn Interpreter>> {
    match device {
        GPU => Ok(Box::new(Portable::on(graphics()?))),
        _ => Ok(Box::new(Cpu::new(Isa::named(instructions)?, threads, bf16)?)),
    }
}
