//! The orders of a Kazakh sentence that are right besides the one in the content.
//!
//! Kazakh is verb-final, and free before the verb: what is known comes first, what matters most comes right before the
//! verb. So the phrases of a simple sentence may change places, while the predicate stays last, and each phrase stays whole:
//! an attribute before its noun, a postposition and a particle after their word, an auxiliary after its verb. An object
//! without an ending, and an adjective that says how something is done, stay right before the verb.
//!
//! The rule is careful. Sentences with participles, with several clauses, with a comma or with a dash keep their order.

mod fixed;

use kazakh::fold::fold_kazakh;
use kazakh::inflection::Case;
use kazakh::lexicon;

use fixed::{has_case, is_verb, stays_at_verb};

/// How right an order of the words of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As right as that of the content.
    Right,
    /// Understood: each phrase is whole, but the predicate is not last, or a phrase that belongs to it is away from it.
    Understood,
}

/// The phrases of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrases {
    /// The phrases in the order of the sentence, each as its folded words. The last one is the predicate.
    phrases: Vec<Vec<String>>,
    /// Whether the phrase before the predicate stays there.
    has_fixed_phrase: bool,
}

/// Words that belong to the next word.
const BEFORE_NOUN: &str = "бұл осы сол мына ана анау мынау көп аз әр әрбір барлық бүкіл кейбір бірнеше біраз ешқандай қай \
    қандай неше қанша өте тым ең аса нағыз әлі бірінші екінші үшінші келесі өткен жарты өз барша туған \
    ортақ";
/// Words that belong to the word before: postpositions and particles.
const AFTER_WORD: &str = "үшін туралы жайлы жөнінде кейін соң бұрын дейін шейін бері сияқты секілді арқылы бойы бойынша қарай \
    сайын қарсы ғана гөрі басқа болып бойында ішінде үстінде астында жанында қасында алдында артында арасында \
    ма ме ба бе па пе да де та те ғой қой емес";
/// Measures of what the next word names, after a number.
const MEASURES: &str = "стақан кесе шыныаяқ тостаған қасық табақ бөтелке шелек қап тілім түйір дана кило килограмм \
    грамм литр";
/// The units of a frequency, as in «once a day». They look possessed, but belong to no word before them.
const PER: &str = "күніне аптасына айына жылына сағатына минутына";
/// Words that join the words on both sides.
const BETWEEN: &str = "және мен пен бен әрі немесе не";
/// Stems of verbs that follow the verb that they modify.
const AUXILIARIES: &str = "жүр тұр отыр жат бол кел кет бер ал қал сал жібер таста көр баста еді екен шығар";

/// Whether a word is in a list.
fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

impl Phrases {
    /// Divides a sentence into phrases. `None` if it must keep its order. `pieces` are its words.
    pub(super) fn of(sentence: &str, pieces: &[String]) -> Option<Self> {
        let sentence = sentence.trim().trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let has_parts = sentence.contains([',', ';', ':', '—', '–', '«', '(', '…', '.', '!', '?']);
        let words: Vec<String> = pieces.iter().map(|piece| fold_kazakh(piece)).collect();
        let (_, before_last) = words.split_last()?;
        if has_parts || before_last.iter().any(|word| is_participle(word)) || has_clauses(&words) {
            return None;
        }
        let mut phrases: Vec<Vec<String>> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let (before, _) = words.split_at(at);
            match phrases.last_mut() {
                Some(phrase)
                    if belong_together(before, word, at + 1 == words.len())
                        || (at + 1 < words.len() && is_compound(before, word)) =>
                {
                    phrase.push(word.clone());
                }
                _ => phrases.push(vec![word.clone()]),
            }
        }
        let has_fixed_phrase = stays_at_verb(&phrases);
        (phrases.len() > 1).then_some(Self { phrases, has_fixed_phrase })
    }

    /// Judges an order of the words. `None` if a phrase is not whole.
    pub(super) fn judge(&self, words: &[String]) -> Option<Order> {
        let mut left: Vec<(usize, &Vec<String>)> = self.phrases.iter().enumerate().collect();
        // A phrase may begin as another one does: the longer ones first.
        left.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.len()));
        let mut order = Vec::with_capacity(left.len());
        let mut rest = words;
        while !rest.is_empty() {
            let place = left.iter().position(|(_, phrase)| rest.starts_with(phrase))?;
            let (number, phrase) = left.remove(place);
            rest = rest.get(phrase.len()..)?;
            order.push(number);
        }
        let predicate = self.phrases.len().checked_sub(1)?;
        let is_predicate_last = order.last() == Some(&predicate);
        let before_last = order.iter().rev().nth(1).copied();
        let is_in_place = !self.has_fixed_phrase || before_last.is_some_and(|phrase| phrase + 1 == predicate);
        left.is_empty().then_some(if is_predicate_last && is_in_place {
            Order::Right
        } else {
            Order::Understood
        })
    }
}

/// Whether a word belongs to the phrase of the words before it.
fn belong_together(before: &[String], word: &str, is_last: bool) -> bool {
    let Some(previous) = before.last() else { return false };
    // At the beginning, мен is the pronoun «I».
    let joins = |word: &str, is_first: bool| is_in(BETWEEN, word) && !(word == "мен" && is_first);
    joins(word, false)
        || joins(previous, before.len() == 1)
        || is_in(AFTER_WORD, word)
        || (is_attribute(previous) && !is_no_attribute(previous, word, is_last))
        || (is_converb(previous) && (is_auxiliary(word) || (previous.ends_with('п') && previous != "болып")))
        || (word == "бірге" && ["мен", "бен", "пен"].iter().any(|ending| previous.ends_with(ending)))
}

/// Whether an adjective before the predicate is no attribute of it: it says how something is done, or is a noun as well.
/// жақсы сөйлейді, ағаш көп.
fn is_no_attribute(previous: &str, word: &str, is_last: bool) -> bool {
    let is_noun = lexicon::class(previous) == Some(lexicon::WordClass::Noun);
    lexicon::is_adjective(previous)
        && !is_in(BEFORE_NOUN, previous)
        && (is_verb(word) || (is_noun && is_last))
}

/// Whether a sentence has a clause with a converb: the next word is no verb.
fn has_clauses(words: &[String]) -> bool {
    words.windows(2).any(|pair| {
        let [previous, word] = pair else { return false };
        let is_past_converb = previous.ends_with('п') && previous != "болып" && is_verb(previous);
        is_past_converb && !is_verb(word) && !is_auxiliary(word)
    })
}

fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.split(' ').any(|stem| word.starts_with(stem))
}

/// Whether two nouns are a compound, or a word belongs to a time of day or to a measure: қазақ тілін, сағат сегізде, бір кесе
/// шай.
fn is_compound(before: &[String], word: &str) -> bool {
    let Some((previous, earlier)) = before.split_last() else { return false };
    let is_counted = || earlier.last().is_some_and(|count| is_numeral(count) || is_in(BEFORE_NOUN, count));
    (is_possessed(word) && !is_in(PER, word) && is_bare_noun(previous))
        || (is_in(MEASURES, previous) && is_counted() && is_bare_noun(word))
        || (previous == "сағат" && NUMERALS.split(' ').any(|numeral| word.starts_with(numeral)))
}

/// Whether a word stands before the noun that it belongs to.
fn is_attribute(word: &str) -> bool {
    const RELATIONAL: &str = "дағы дегі тағы тегі ндағы ндегі";
    let is_long = word.chars().count() > 4;
    is_in(BEFORE_NOUN, word)
        || (lexicon::is_adjective(word) && !word.ends_with("ша") && !word.ends_with("ше") && word != "дана")
        || is_numeral(word)
        || matches!(word, "менің" | "сенің" | "оның" | "біздің" | "сіздің" | "олардың")
        || (is_long && (is_genitive(word) || RELATIONAL.split(' ').any(|ending| word.ends_with(ending))))
}

/// Whether a word is in the genitive; not күнің, «your day».
fn is_genitive(word: &str) -> bool {
    const GENITIVE: &str = "ның нің дың дің тың тің";
    let lemmas = lexicon::lemmas(word);
    GENITIVE.split(' ').any(|ending| word.ends_with(ending))
        && (lemmas.is_empty() || lemmas.iter().any(|lemma| has_case(lemma, word, Case::Genitive)))
}

const NUMERALS: &str = "бір екі үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан жүз \
    мың миллион";

fn is_numeral(word: &str) -> bool {
    is_in(NUMERALS, word) || word.chars().all(|letter| letter.is_ascii_digit())
}

/// Participles begin a clause of their own, with any case: көрген, баратын, оқығанды.
fn is_participle(word: &str) -> bool {
    const ENDINGS: &str = "ған ген қан кен атын етін йтын йтін";
    const CASES: [&str; 11] = ["", "ды", "ді", "ға", "ге", "да", "де", "нан", "нен", "ның", "нің"];
    let is_form_of_verb = |stem: &str| {
        let lemmas = lexicon::lemmas(stem);
        !lemmas.contains(stem) && lemmas.iter().any(|lemma| lemma.ends_with(['у', 'ю']))
    };
    CASES.iter().filter_map(|case| word.strip_suffix(case)).any(|stem| {
        stem.chars().count() > 4
            && ENDINGS.split(' ').any(|ending| stem.ends_with(ending))
            && is_form_of_verb(stem)
    })
}

/// Whether a word is a converb, to which an auxiliary belongs: ойнап, бара.
fn is_converb(word: &str) -> bool {
    let lemmas = lexicon::lemmas(word);
    let is_form_of_verb = || !lemmas.is_empty() && lemmas.iter().all(|lemma| lemma.ends_with(['у', 'ю']));
    word.ends_with("ып")
        || word.ends_with("іп")
        || (word.ends_with(['п', 'а', 'е', 'й']) && is_form_of_verb())
}

/// Whether a word may have the possessive ending of the third person, as the second noun of a compound has it: тілін,
/// халқы.
fn is_possessed(word: &str) -> bool {
    const CASES: &str = "н ның нің на не нда нде нан нен мен ында інде";
    const ACCUSATIVE: &str = "ды ді ты ті ны ні";
    let is_possessive = |stem: &str| stem.chars().count() > 3 && stem.ends_with(['ы', 'і']);
    let is_accusative = ACCUSATIVE.split(' ').any(|ending| word.ends_with(ending));
    if lexicon::is_adjective(word) || is_numeral(word) || is_accusative {
        return false;
    }
    let is_plain_noun = lexicon::lemmas(word).contains(word);
    (is_possessive(word) && !is_plain_noun)
        || CASES
            .split(' ')
            .any(|case| word.strip_suffix(case).is_some_and(|stem| is_possessive(stem) && !is_plain_noun))
}

/// Whether a word is a noun without an ending, as the first word of a compound.
fn is_bare_noun(word: &str) -> bool {
    const OTHERS: &str = "маған саған оған мен сен сіз ол біз олар сіздер бүгін ертең кеше қазір енді кешке таңертең түнде \
    биыл былтыр жиі әрқашан үнемі қашан мені сені оны бізді сізді";
    !is_in(OTHERS, word)
        && lexicon::lemmas(word).contains(word)
        && lexicon::class(word) != Some(lexicon::WordClass::Verb)
}
