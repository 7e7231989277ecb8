package lockstep.nn.project;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.layer.Layer;
import lockstep.nn.notation.Blueprint;
import lockstep.nn.notation.Notation;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// Networks in files: the text of {@link Notation}, its words filled in by the data.
final class ModelText {

  private static final int MOST_BYTES = 1 << 20;

  private ModelText() {}

  /// {@return whether that is a file: names of networks have neither dots nor slashes}
  static boolean isFile(String model) {
    return model.contains(".") || model.contains("/") || model.contains("\\");
  }

  /// {@return what a run of that network is called after}
  static String stem(String model) {
    if (!isFile(model)) {
      return model;
    }
    return Place.nameOf(Path.of(model)).replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,8}$", "");
  }

  /// {@return the network of a file}
  ///
  /// @throws DataException if it cannot be read
  /// @throws lockstep.nn.notation.NotationException if it is no network, or does not fit
  static Layer network(String file, Networks.Fit fit) {
    Blueprint blueprint = Notation.read(text(Path.of(file)), file, words(fit));
    DType dtype = fit.symbols() > 0 ? DType.INT32 : DType.FLOAT32;
    Shape said = blueprint.check(dtype, fit.example());
    Shape wanted = wanted(fit);
    if (!said.equals(wanted)) {
      throw blueprint.wrongEnd(
          "expected "
              + wanted
              + " at the end for "
              + fit.purpose().data().task().text()
              + " of "
              + fit.purpose().data().kind().text()
              + ", got "
              + said
              + ". "
              + remedy(said, wanted));
    }
    return blueprint.layer();
  }

  private static String remedy(Shape said, Shape wanted) {
    if (said.rank() == wanted.rank()) {
      return wanted.rank() <= 3
          ? "Make the last layer `dense outputs`."
          : "Make it as large as the input.";
    }
    if (said.rank() < wanted.rank()) {
      return wanted.rank() == 3
          ? "Each step needs an answer: leave out what takes the last step or the mean."
          : "Make it as large as the input.";
    }
    return said.rank() == 4
        ? "Put `flatten` or `global-average-pool` before the last layer, `dense outputs`."
        : "Put `last-step`, `mean-over-time` or `flatten` before the last layer, `dense outputs`.";
  }

  /// What a network has to say of a batch.
  private static Shape wanted(Networks.Fit fit) {
    Shape each =
        switch (fit.purpose().data().task()) {
          case LANGUAGE_MODEL -> Shape.of(fit.example().size(0), fit.outputs());
          case RECONSTRUCTION -> fit.example();
          case CLASSIFICATION, REGRESSION, FORECASTING, DETECT -> Shape.of(fit.outputs());
        };
    return Shape.batch(each.sizes());
  }

  /// {@return what words stand for in a text for that data}
  static Map<String, Integer> words(Networks.Fit fit) {
    Shape example = fit.example();
    var words = new HashMap<String, Integer>();
    boolean pictures = example.rank() == 3;
    boolean tokens = fit.symbols() > 0;
    if (fit.purpose().data().task() != TaskKind.RECONSTRUCTION) {
      words.put(Notation.OUTPUTS, fit.outputs());
    }
    if (tokens) {
      words.put(Notation.SYMBOLS, fit.symbols());
    }
    if (pictures) {
      words.put(Notation.HEIGHT, example.size(0));
      words.put(Notation.WIDTH, example.size(1));
      words.put(Notation.CHANNELS, example.size(2));
    } else {
      if (tokens || example.rank() == 2) {
        words.put(Notation.STEPS, example.size(0));
      }
      if (!tokens) {
        words.put(Notation.FEATURES, example.size(-1));
      }
    }
    return words;
  }

  static String text(Path file) {
    String place = file.toString();
    if (Files.isDirectory(file)) {
      throw new DataException(
          place, "expected a text file that lists layers, found a folder. Name the file.");
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new DataException(
            place,
            "expected a text file that lists layers, found one of more than "
                + MOST_BYTES
                + " bytes. Is it the right file?");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new DataException(
          place,
          "expected a text file that lists layers, found nothing. Check the path; networks by name"
              + " are "
              + String.join(", ", Networks.names())
              + ".",
          e);
    } catch (CharacterCodingException e) {
      throw new DataException(
          place, "expected a text file that lists layers, found other bytes than text.", e);
    } catch (IOException e) {
      throw Place.unreadable(file, e);
    }
  }

  /// {@return a network as text that begins with what it is for}
  static String of(String name, Layer network, Networks.Fit fit) {
    Map<String, Integer> words = words(fit);
    var head = new StringBuilder();
    head.append("# ").append(name).append(", for ").append(fit.purpose().data().task().text());
    head.append(" of ").append(fit.purpose().data().kind().text());
    head.append(" of ").append(size(fit)).append(".\n# Numbers that data fills in: ");
    head.append(
        words.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> each.getKey() + " (here " + each.getValue() + ")")
            .collect(Collectors.joining(", ")));
    return head.append(".\n").append(Notation.print(network, words)).toString();
  }

  private static String size(Networks.Fit fit) {
    Shape example = fit.example();
    if (example.rank() == 1) {
      return example.size(0) + (fit.symbols() > 0 ? " tokens" : " numbers");
    }
    return IntStream.of(example.sizes()).mapToObj(String::valueOf).collect(Collectors.joining("×"));
  }
}
