package lockstep.nn.project;

import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Sample;
import lockstep.nn.data.file.Utf8File;
import lockstep.nn.data.text.CharacterVocabulary;
import lockstep.nn.data.text.TokenWindows;

/// Text to go on with, character by character: the last tenth is held out, the one before it
/// chooses weights.
final class Texts {

  private static final int BLOCK = 64;
  private static final int SHORT_BLOCK = 16;

  private Texts() {}

  /// Windows that begin a block apart, so that an epoch sees each character once.
  private record Every(Dataset windows, int stride) implements Dataset {
    @Override
    public int size() {
      return (windows.size() + stride - 1) / stride;
    }

    @Override
    public Sample get(int index) {
      return windows.get(index * stride);
    }
  }

  static Source open(Place place, Wanted wanted, Details known) {
    TaskKind task = Source.task(wanted, "plain text", TaskKind.LANGUAGE_MODEL);
    String text = Utf8File.read(place.path()).text();
    var details = known instanceof Details.Characters given ? given : details(text);
    CharacterVocabulary characters = details.vocabulary();
    int[] tokens = characters.encode(text);
    int block = details.block();
    if (tokens.length < 20 * Math.min(block, SHORT_BLOCK)) {
      throw new DataException(
          place.path().toString(),
          "expected a text of at least "
              + 20 * SHORT_BLOCK
              + " characters to learn from, found "
              + tokens.length
              + ". Add more.");
    }
    int first = tokens.length / 10 * 8;
    int second = tokens.length / 10 * 9;
    return new Source(
        place.name(),
        new Purpose(wanted.kind(DataKind.TEXT).task(task), details),
        place.name()
            + " is a text of "
            + BuiltIn.count(tokens.length)
            + " characters, "
            + characters.characters().size()
            + " different; the task is language-model: which character comes next.",
        windows(tokens, 0, first, block),
        windows(tokens, first, second, block),
        windows(tokens, second, tokens.length, block),
        List.of());
  }

  private static Details.Characters details(String text) {
    CharacterVocabulary characters = CharacterVocabulary.fit(text);
    int length = characters.encode(text).length;
    return new Details.Characters(characters, length < 20 * BLOCK ? SHORT_BLOCK : BLOCK);
  }

  private static Dataset windows(int[] tokens, int from, int to, int block) {
    return new Every(new TokenWindows(tokens, from, to, block), block);
  }

  static Dataset toJudge(Place place, Details details) {
    if (!(details instanceof Details.Characters(var characters, var block))) {
      throw new DataException(place.name(), "expected a model of a text, found another.");
    }
    int[] tokens = characters.encode(Utf8File.read(place.path()).text());
    if (tokens.length <= block + 1) {
      throw new DataException(
          place.path().toString(),
          "expected a text of more than " + block + " characters, found " + tokens.length + ".");
    }
    return windows(tokens, 0, tokens.length, block);
  }
}
