package lockstep.nn.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;

/// A kind of file of ours: which it is and of which version stands among its texts.
enum Format {
  CHECKPOINT("lockstep.checkpoint"),
  MODEL("lockstep.model");

  /// The versions that this program reads and the last of which it writes.
  private static final List<String> VERSIONS = List.of("1");

  private static final String FORMAT = "format";
  private static final String VERSION = "version";

  private final String id;

  Format(String id) {
    this.id = id;
  }

  /// {@return texts that say so, for more to be added}
  SequencedMap<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    texts.put(FORMAT, id);
    texts.put(VERSION, VERSIONS.getLast());
    return texts;
  }

  /// {@return a whole file of this kind}
  SafeTensors open(java.nio.file.Path file) {
    SafeTensors opened = SafeTensors.open(file);
    String found = opened.metadata().get(FORMAT);
    if (!id.equals(found)) {
      throw new DataException(
          opened.place(),
          "expected a file of the format "
              + id
              + ", found "
              + (found == null ? "one that says no format" : show(found))
              + ".");
    }
    String version = opened.metadata().get(VERSION);
    if (version == null || !VERSIONS.contains(version)) {
      throw new DataException(
          opened.place(),
          "expected version "
              + String.join(" or ", VERSIONS)
              + " of "
              + id
              + ", found "
              + (version == null ? "none" : show(version))
              + ". Use a newer Lockstep.");
    }
    opened.requireWhole();
    return opened;
  }

  /// {@return a text of a file as JSON}
  static Json json(SafeTensors file, String name) {
    String text = file.metadata().get(name);
    if (text == null) {
      throw new DataException(file.place(), "expected a text `" + name + "`, found none.");
    }
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw new DataException(file.place(), "text `" + name + "`, " + e.getMessage(), e);
    }
  }

  private static String show(String text) {
    String line = text.replaceAll("\\p{C}|\\R", "?");
    return line.length() <= 40 ? line : line.substring(0, 40) + "…";
  }
}
