//! `test-hub [PORT]`: the hub of the tests, for clients in other languages. Prints its address, and
//! ends when its input does. `{"parts": N}` on its input makes it take large files in parts,
//! `{"xet": true}` by Xet from clients that can.

use attune_tests::hub::TestHub;
use std::io::BufRead;

fn main() {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(0);
    let hub = TestHub::start_at(port);
    println!("{}", hub.url());
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let asked: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        if let Some(bytes) = asked["parts"].as_u64() {
            hub.take_parts_of(bytes as usize);
        }
        if let Some(spoken) = asked["xet"].as_bool() {
            hub.xet().spoken = spoken;
        }
        if asked["seen"] == true {
            println!("{}", serde_json::json!(hub.take_seen()));
        }
    }
}
