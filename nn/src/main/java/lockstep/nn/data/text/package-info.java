/// Texts: where they come from, how they are cleaned, and how they become numbers.
///
/// ```
/// LabelledText, Lines       texts, and their class where they have one
///  ▼ LowerCase, ReplaceUrls, …
///  ▼ Encode(vocabulary, length)
/// Tokens                    padded, with their true length
///
/// Utf8File ──► Vocabulary.encode ──► TokenWindows    a block, and the same one token on
/// ```
@NullMarked
package lockstep.nn.data.text;

import org.jspecify.annotations.NullMarked;
