//! Russian diminutives: домик, книжечка, солнышко. They mean what their nouns mean, and are typed for them.

use super::forms::endings;
use super::words::is_listed;

/// Endings of nouns, with those of their diminutives. Left out are endings that as often make another word: вода, водка;
/// совет, советчик; лист, листок.
const ENDINGS: [(&str, &[&str]); 22] = [
    ("", &["ик", "ьчик", "ушек", "ишка"]),
    ("а", &["очка", "ичка", "ушка", "енька"]),
    ("я", &["енька", "ечка", "ька"]),
    ("е", &["ице"]),
    ("о", &["ечко", "цо"]),
    ("ь", &["ик", "ек", "енька", "ушка"]),
    ("й", &["ек"]),
    ("г", &["жок"]),
    ("к", &["чок", "чек"]),
    ("н", &["шек"]),
    ("га", &["жка"]),
    ("ги", &["жки"]),
    ("ка", &["чка", "очка"]),
    ("ки", &["чки"]),
    ("ко", &["чко"]),
    ("ха", &["шка"]),
    ("хо", &["шко"]),
    ("но", &["ошко"]),
    ("ца", &["чка", "ечка"]),
    ("ица", &["очка"]),
    ("це", &["ечко", "ышко"]),
    ("ы", &["ишки", "ики"]),
];

/// Diminutives whose endings as often make another word: печь, печка, but пень, пенка; конь, конурка.
const OF_SOFT: &str = "обувка бровка брошка бутылка вошка гребенка грудка дверка дочка дочурка елка занавеска известка \
    кроватка лошадка морковка мышка ночка печенка печка печурка плешка прядка скатерка тетрадка цепка церковка шерстка \
    щелка щепотка нитка плетка сетка";

/// Words that look like diminutives of others, and mean something else.
const OTHERS: &str = "лампочка карточка площадка печатка ручка волчок пирожок конек мужик парик медик валик комик матка \
    игрушка сорочка значок кружок спичка бабочка подписка водочка конка солка плотик очко \
    алкоголик боек бобрик боевик боровик голик график диабетик догматик диалектик заводик истерик каноник классик кортик \
    кролик кулик логик материк металлик органик персик пластик ролик сатирик тактик техник тоник топик фантик физик \
    финик химик хрусталик цветик ларек мотылек паек пучок раек толчок \
    бричка жиличка кисточка чумичка ступенька долька \
    бабушка веснушка волнушка галушка гнилушка зеленушка золушка кормушка кукушка осушка пастушка полушка ракушка \
    теплушка чекушка чернушка парнишка плюшка сошка \
    истеричка кличка косметичка математичка методичка техничка физичка крылечко \
    частушка портик шишка примочка клирик кончик слежка";

/// Diminutives of nouns in -ка, and of no shorter ones: полка and полочка, but пола.
const OF_KA: &str = "булавочка галочка корочка красоточка лавочка луночка палочка полочка пробочка стопочка";

/// Whether a word is the diminutive of a noun. Both are folded.
pub(super) fn is_diminutive(noun: &str, written: &str) -> bool {
    let Some((ending, diminutive)) = endings(noun, written, 1) else { return false };
    let is_pair =
        |(of_noun, diminutives): &(&str, &[&str])| *of_noun == ending && diminutives.contains(&diminutive);
    let stem = noun.strip_suffix(ending).unwrap_or_default();
    let is_in_context = match (ending, diminutive) {
        // After other letters, -чик makes the name of a person: совет, советчик.
        ("", "чик") => stem.ends_with(['н', 'р', 'й']),
        // Ложка, ложечка; but река, реечка.
        ("ка", "ечка") => stem.ends_with(['ж', 'ч', 'ш']),
        // Мальчик, мальчишка; but казак, казашка.
        ("к", "шка") => stem.ends_with('и'),
        ("ь", "ка" | "урка") => is_listed(OF_SOFT, written),
        ("ьги", "ежки" | "ежка") => true,
        _ => false,
    };
    (ENDINGS.iter().any(is_pair) || is_in_context)
        && !is_listed(OTHERS, written)
        && (ending == "ка" || !is_listed(OF_KA, written))
}
