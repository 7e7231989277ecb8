package lockstep.nn.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lockstep.nn.Model;
import lockstep.nn.data.DataException;
import lockstep.nn.graph.Variable;
import lockstep.nn.optimizer.Glob;
import lockstep.nn.run.Variables;
import lockstep.nn.store.ModelFile;

/// The model whose numbers a network begins with.
///
/// @param file where it is
/// @param sha256 the checksum of that file: another model would be another training
/// @param anew patterns of the parameters that begin anew, such as those of a new head
/// @param freezing what of it learns on, and when
public record Origin(String file, String sha256, List<String> anew, Freezing freezing) {

  /// Copies the patterns.
  public Origin {
    anew = List.copyOf(anew);
  }

  static Origin of(Path file, List<String> anew, Freezing freezing) {
    return new Origin(file.toAbsolutePath().normalize().toString(), checksum(file), anew, freezing);
  }

  /// Gives a model the numbers of the other.
  ///
  /// @throws DataException if that is gone, or is another one than before
  void copyInto(Model model) {
    Path path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new DataException(file, "expected the model to begin with, found nothing.");
    }
    if (!checksum(path).equals(sha256)) {
      throw new DataException(
          file,
          "expected the model that this training began with, found another one. Fine-tune anew.");
    }
    Variables before =
        ModelFile.read(path, Purpose.records(), model.parallel()).model().variables();
    Variables now = model.variables();
    for (Map.Entry<String, Variable> entry : before.all().entrySet()) {
      String name = entry.getKey();
      boolean learnt = entry.getValue().role() != Variable.Role.OPTIMIZER;
      if (learnt && anew.stream().noneMatch(glob -> new Glob(glob).fits(name))) {
        now.get(name).set(before.get(name));
      }
    }
  }

  private static String checksum(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw Place.unreadable(file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
