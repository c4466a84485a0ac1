//! Which instructions the kernels may use. Chosen once, at run time; releases are built for the
//! oldest processor of each platform.

use crate::error::{Code, Error, Result};

/// Lowers the choice: portable, avx2, avx512 or avx512-bf16.
pub const VARIABLE: &str = "ATTUNE_INSTRUCTIONS";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Plain Rust. On aarch64 the compiler turns it into NEON, which is always there.
    Portable,
    /// AVX2 and FMA.
    Avx2,
    /// AVX-512 F, BW, DQ and VL.
    Avx512,
    /// And products of bf16 pairs.
    Avx512Bf16,
}

/// An instruction set that this processor has: there is no other way to make one, and the `unsafe`
/// calls of the kernels rest on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Isa(Level);

/// The simplest one, which every processor has.
impl Default for Isa {
    fn default() -> Self {
        Self(Level::Portable)
    }
}

const NAMES: [(&str, Level); 4] = [
    ("portable", Level::Portable),
    ("avx2", Level::Avx2),
    ("avx512", Level::Avx512),
    ("avx512-bf16", Level::Avx512Bf16),
];

fn has(level: Level) -> bool {
    #[cfg(target_arch = "x86_64")]
    {
        let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let avx512 = avx2
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        match level {
            Level::Portable => true,
            Level::Avx2 => avx2,
            Level::Avx512 => avx512,
            Level::Avx512Bf16 => avx512 && is_x86_feature_detected!("avx512bf16"),
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        level == Level::Portable
    }
}

impl Isa {
    /// The best one there is, or the one the environment asks for.
    pub fn detect() -> Result<Self> {
        match std::env::var(VARIABLE) {
            Ok(name) => Self::named(&name),
            Err(_) => Ok(Self::best()),
        }
    }

    fn best() -> Self {
        let found = NAMES.iter().rev().find(|(_, level)| has(*level));
        Self(found.map_or(Level::Portable, |(_, level)| *level))
    }

    /// The one of that name, or an error when this processor lacks it. "auto" is the best.
    pub fn named(name: &str) -> Result<Self> {
        if name == "auto" {
            return Ok(Self::best());
        }
        match NAMES.iter().find(|(n, _)| *n == name) {
            Some((_, level)) if has(*level) => Ok(Self(*level)),
            _ => Err(Error::new(
                Code::Unsupported,
                format!("This processor does not have the instructions '{name}'"),
            )
            .advice(format!("Here there are {}", Self::available().join(", ")))),
        }
    }

    /// Names of all this processor has, simplest first.
    pub fn available() -> Vec<&'static str> {
        NAMES.iter().filter(|(_, level)| has(*level)).map(|(name, _)| *name).collect()
    }

    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, level)| *level == self.0).map_or("portable", |(name, _)| name)
    }

    /// Products of bf16 numbers in hardware.
    pub fn has_bf16(self) -> bool {
        self.0 == Level::Avx512Bf16
    }

    pub(crate) fn level(self) -> Level {
        self.0
    }
}

/// One kernel, compiled for every instruction set and chosen at run time.
///
/// The body is plain safe Rust; `F` tells whether a multiply-add is one instruction. It sees no
/// more than its arguments.
macro_rules! per_isa {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        $vis fn $name(isa: $crate::nn::cpu::isa::Isa, $($arg: $ty),*) $(-> $ret)? {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn body<const F: bool>($($arg: $ty),*) $(-> $ret)? $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            #[allow(clippy::too_many_arguments)]
            fn avx2($($arg: $ty),*) $(-> $ret)? { body::<true>($($arg),*) }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl")]
            #[allow(clippy::too_many_arguments)]
            fn avx512($($arg: $ty),*) $(-> $ret)? { body::<true>($($arg),*) }
            use $crate::nn::cpu::isa::Level;
            match isa.level() {
                // SAFETY: an `Isa` of that level exists only where the processor has it.
                #[cfg(target_arch = "x86_64")]
                Level::Avx512 | Level::Avx512Bf16 => unsafe { avx512($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Level::Avx2 => unsafe { avx2($($arg),*) },
                _ => body::<{ cfg!(target_arch = "aarch64") }>($($arg),*),
            }
        }
    };
}
pub(crate) use per_isa;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_what_the_processor_has_and_refuses_the_rest() {
        let names = Isa::available();
        assert_eq!(names[0], "portable");
        for name in names {
            assert_eq!(Isa::named(name).unwrap().name(), name);
        }
        let error = Isa::named("avx9000").unwrap_err();
        assert_eq!(error.code, Code::Unsupported);
        assert!(error.advice.unwrap().contains("portable"));
    }
}
