//! Scratch.
fn main() {
    for w in std::env::args().skip(1) {
        println!("{w}: {:?} class {:?}", kazakh::lexicon::lemmas(&w), kazakh::lexicon::class(&w));
    }
}
