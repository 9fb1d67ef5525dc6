//! Russian diminutives: домик, книжечка, солнышко. They mean what their nouns mean, and are typed for them.

use super::forms::endings;

/// Endings of nouns, with those of their diminutives. Left out are endings that as often make another word: вода, водка;
/// совет, советчик; лист, листок.
const ENDINGS: [(&str, &[&str]); 24] = [
    ("", &["ик", "ьчик", "ушек", "ишка"]),
    ("а", &["очка", "ичка", "ушка", "енька"]),
    ("я", &["енька"]),
    ("е", &["ице"]),
    ("о", &["ечко"]),
    ("ь", &["ик", "ек", "ка", "енька", "ушка"]),
    ("й", &["ек"]),
    ("г", &["жок"]),
    ("к", &["чок"]),
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
    ("ок", &["очек"]),
    ("ы", &["ишки"]),
    ("ьги", &["ежки"]),
];

/// Words that look like diminutives of others, and mean something else.
const OTHERS: &str = "лампочка карточка площадка печатка ручка волчок пирожок конек мужик парик медик валик комик матка \
    игрушка сорочка значок кружок спичка речка бабочка подписка водочка конка солка плотик";

/// Whether a word is the diminutive of a noun. Both are folded.
pub(super) fn is_diminutive(noun: &str, written: &str) -> bool {
    let Some((ending, diminutive)) = endings(noun, written, 1) else { return false };
    let is_pair =
        |(of_noun, diminutives): &(&str, &[&str])| *of_noun == ending && diminutives.contains(&diminutive);
    ENDINGS.iter().any(is_pair) && OTHERS.split(' ').all(|other| other != written)
}
