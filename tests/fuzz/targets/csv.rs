#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attune_fuzz::import("csv", bytes));
