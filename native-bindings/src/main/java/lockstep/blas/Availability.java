package lockstep.blas;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Whether OpenBLAS can be used in this process. Absence is a value: nothing here throws, and
/// nothing fails in silence.
public sealed interface Availability {

  /// OpenBLAS is loaded and bound.
  ///
  /// @param blas its checked face
  /// @param library which library that is, and what was tried before it
  record Present(OpenBlas blas, Library library) implements Availability {}

  /// The library that was loaded.
  ///
  /// @param path the file
  /// @param source where it came from
  /// @param attempts the places tried before, the unusable ones with the reason
  record Library(Path path, Source source, List<Attempt> attempts) {
    /// Copies the attempts.
    public Library {
      attempts = List.copyOf(attempts);
    }
  }

  /// Where a library came from, in the order in which the places are searched.
  enum Source {
    /// Named by `-Dlockstep.blas.path` or `LOCKSTEP_BLAS_PATH`.
    SETTING,
    /// Inside Lockstep's own jar.
    BUNDLED,
    /// Installed on this machine.
    SYSTEM
  }

  /// OpenBLAS cannot be used here. Everything else works, with the Java kernels.
  ///
  /// @param attempts every place tried, with the reason why it did not serve
  /// @param remedy the one thing to do about it
  record Absent(List<Attempt> attempts, String remedy) implements Availability {
    /// Copies the attempts.
    public Absent {
      attempts = List.copyOf(attempts);
    }

    /// {@return everything above as one sentence for a person}
    public String sentence() {
      return attempts.stream()
          .map(Attempt::toString)
          .collect(Collectors.joining("; ", "OpenBLAS not found. Tried: ", ". " + remedy));
    }
  }

  /// {@return whether OpenBLAS can be used, searched for at the first call and remembered}
  static Availability find() {
    return Remembered.AVAILABILITY;
  }

  /// Holds the answer of the first search: a library is loaded at most once in a process.
  final class Remembered {
    private static final Availability AVAILABILITY = LibrarySearch.ofThisProcess().run();

    private Remembered() {}
  }
}
