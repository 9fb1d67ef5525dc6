//! Russian diminutives: домик, книжечка, солнышко. They mean what their nouns mean, and are typed for them.

use super::forms::endings;

/// Endings of nouns, with those of their diminutives. Left out are endings that as often make another word: вода, водка;
/// совет, советчик; лист, листок.
const ENDINGS: [(&str, &[&str]); 23] = [
    ("", &["ик", "ьчик", "ушек", "ишка"]),
    ("а", &["очка", "ичка", "ушка", "енька"]),
    ("я", &["енька", "ечка", "ька"]),
    ("е", &["ице"]),
    ("о", &["ечко", "цо"]),
    ("ь", &["ик", "ек", "ка", "енька", "ушка", "урка"]),
    ("й", &["ек"]),
    ("г", &["жок"]),
    ("к", &["чок", "чек", "шка"]),
    ("н", &["шек"]),
    ("га", &["жка"]),
    ("ги", &["жки"]),
    ("ка", &["чка", "ечка", "очка"]),
    ("ки", &["чки"]),
    ("ко", &["чко"]),
    ("ха", &["шка"]),
    ("хо", &["шко"]),
    ("но", &["ошко"]),
    ("ца", &["чка", "ечка"]),
    ("ица", &["очка"]),
    ("це", &["ечко", "ышко"]),
    ("ы", &["ишки", "ики"]),
    ("ьги", &["ежки", "ежка"]),
];

/// Words that look like diminutives of others, and mean something else.
const OTHERS: &str = "лампочка карточка площадка печатка ручка волчок пирожок конек мужик парик медик валик комик матка \
    игрушка сорочка значок кружок спичка речка бабочка подписка водочка конка солка плотик очко";

/// Whether a word is the diminutive of a noun. Both are folded.
pub(super) fn is_diminutive(noun: &str, written: &str) -> bool {
    let Some((ending, diminutive)) = endings(noun, written, 1) else { return false };
    let is_pair =
        |(of_noun, diminutives): &(&str, &[&str])| *of_noun == ending && diminutives.contains(&diminutive);
    // After other letters, -чик makes the name of a person: совет, советчик.
    let is_after_sonorant = || ending.is_empty() && diminutive == "чик" && noun.ends_with(['н', 'р', 'й']);
    (ENDINGS.iter().any(is_pair) || is_after_sonorant()) && OTHERS.split(' ').all(|other| other != written)
}
