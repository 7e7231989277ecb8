package lockstep.nn.notation;

import java.util.List;

/// What a setting is, and so how it is written.
sealed interface Form {

  /// A whole number, or a word that stands for one.
  ///
  /// @param word the word that usually does; empty where none does
  record Whole(String word) implements Form {}

  /// A number, of float precision or of double.
  record Real(boolean isDouble) implements Form {}

  /// One of several words.
  record Words(List<Choice> choices) implements Form {}

  /// `valid`, `same` or `padding=2`.
  record Padded() implements Form {}

  /// `no-rotation`, `rotary` or `rotary=500`.
  record Turned() implements Form {}

  /// As many whole numbers as are given.
  record Sizes() implements Form {}

  /// A name.
  record Name() implements Form {}

  /// A layer in braces.
  record Block() implements Form {}

  /// Layers in braces.
  record Blocks() implements Form {}

  /// A word and what it means.
  record Choice(String word, Object value) {}

  /// {@return the words that say such a setting without its name}
  default List<String> bareWords() {
    return switch (this) {
      case Words(var choices) -> choices.stream().map(Choice::word).toList();
      case Padded _ -> List.of("valid", "same");
      case Turned _ -> List.of("no-rotation", "rotary");
      case Whole _, Real _, Sizes _, Name _, Block _, Blocks _ -> List.of();
    };
  }

  /// {@return whether it stands in braces}
  default boolean isBlock() {
    return this instanceof Block || this instanceof Blocks;
  }
}
