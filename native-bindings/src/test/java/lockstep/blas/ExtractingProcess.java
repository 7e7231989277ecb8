package lockstep.blas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process of its own that extracts the made-up bundle into the folder named by its argument and
/// prints the checksums of what it got.
final class ExtractingProcess {

  private ExtractingProcess() {}

  public static void main(String[] arguments) throws IOException {
    for (Path file : Bundles.bundle().extract(Path.of(arguments[0]))) {
      System.out.println(Bundles.sha256(Files.readAllBytes(file)));
    }
  }
}
