package lockstep.nn.project;

import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.data.text.CharacterVocabulary;
import lockstep.nn.data.text.Vocabulary;
import lockstep.nn.generate.Continuation;
import lockstep.nn.generate.Sampling;

/// A language model of characters that goes on with a text.
///
/// {@snippet :
/// Generator poet = Generator.of(Predictor.open(Path.of("runs/chargpt-shakespeare-1")));
/// poet.write("ROMEO:", Sampling.at(0.8), 1).limit(300).forEach(System.out::print);
/// }
///
/// The same text, sampling and seed are gone on with in the same way, on every platform.
public final class Generator {

  /// Who says nothing begins a line, or a word.
  private static final List<String> BEGINNINGS = List.of("\n", " ");

  private final Model model;
  private final CharacterVocabulary characters;

  private Generator(Model model, CharacterVocabulary characters) {
    this.model = model;
    this.characters = characters;
  }

  /// {@return a trained model as one that goes on with texts}
  ///
  /// @throws DataException if it learnt something else
  public static Generator of(Predictor predictor) {
    Purpose purpose = predictor.purpose();
    if (purpose.data().task() == TaskKind.LANGUAGE_MODEL
        && purpose.details() instanceof Details.Characters(var characters, _)) {
      return new Generator(predictor.model(), characters);
    }
    throw new DataException(
        predictor.file().toString(),
        "expected a model that learnt to go on with a text, found one for "
            + purpose.data().task().text()
            + " of "
            + purpose.data().kind().text()
            + ". Train one on a text file, such as `train book.txt`.");
  }

  /// {@return the characters of a text that the model has never seen, each once; it reads them all
  /// as one}
  public List<String> unknown(String text) {
    return text.codePoints()
        .distinct()
        .mapToObj(Character::toString)
        .filter(each -> !characters.characters().contains(each))
        .toList();
  }

  /// {@return the characters with which the model goes on, without end; each is made when it is
  /// asked for}
  ///
  /// @param text what it goes on with; empty for the beginning of a line
  public Stream<String> write(String text, Sampling sampling, long seed) {
    int[] start = characters.encode(text.isEmpty() ? beginning() : text);
    Continuation tokens =
        new Continuation(model, start, sampling, seed)
            .without(Vocabulary.PADDING, Vocabulary.UNKNOWN);
    var each =
        Spliterators.spliteratorUnknownSize(tokens, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.intStream(each, false).mapToObj(characters::decode);
  }

  private String beginning() {
    return BEGINNINGS.stream()
        .filter(characters.characters()::contains)
        .findFirst()
        .orElseGet(characters.characters()::getFirst);
  }
}
