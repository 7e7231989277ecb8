package lockstep.nn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Real data that lies beside the checkout on machines of the project. Tests that need it are
/// skipped elsewhere.
public final class SharedData {

  private SharedData() {}

  /// {@return a file or folder there, such as `images/mnist`; skips the test where it is absent}
  public static Path of(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path found = folder.resolveSibling("shared").resolve("data").resolve(name);
      if (Files.exists(found)) {
        return found;
      }
      folder = folder.getParent();
    }
    String absent = "shared/data/" + name + " is not beside the checkout";
    Assumptions.abort(absent);
    throw new IllegalStateException(absent);
  }
}
