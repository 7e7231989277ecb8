package lockstep.blas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for OpenBLAS: where a setting says, in this jar, on the system, in that order. Every place
/// that does not serve is recorded with its reason.
final class LibrarySearch {

  /// Loads a library into this process.
  interface Loader {
    /// Loads the files in order, the last of them OpenBLAS itself, and binds it.
    ///
    /// @throws UnusableLibraryException with the reason in words
    OpenBlas load(List<Path> files) throws UnusableLibraryException;
  }

  private static final String NOT_TRIED = "not tried: the library before it cannot be unloaded";

  private final Surroundings surroundings;
  private final BundledLibrary bundle;
  private final SystemLibraries system;
  private final Loader loader;
  private final List<Attempt> attempts = new ArrayList<>();

  /// A library that was loaded and refused cannot be unloaded, and its functions would be found
  /// before those of the next.
  private boolean blocked;

  LibrarySearch(
      Surroundings surroundings, BundledLibrary bundle, SystemLibraries system, Loader loader) {
    this.surroundings = surroundings;
    this.bundle = bundle;
    this.system = system;
    this.loader = loader;
  }

  static LibrarySearch ofThisProcess() {
    var surroundings = Surroundings.ofThisProcess();
    return new LibrarySearch(
        surroundings,
        surroundings.platform().map(BundledLibrary::of).orElseGet(BundledLibrary::none),
        SystemLibraries.of(surroundings),
        new NativeLoader());
  }

  Availability run() {
    return trySetting("-Dlockstep.blas.path", surroundings.property("lockstep.blas.path"))
        .or(() -> trySetting("LOCKSTEP_BLAS_PATH", surroundings.variable("LOCKSTEP_BLAS_PATH")))
        .or(this::tryBundled)
        .or(this::trySystem)
        .orElseGet(() -> new Availability.Absent(attempts, remedy()));
  }

  private Optional<Availability> trySetting(String setting, Optional<String> value) {
    if (value.isEmpty()) {
      attempts.add(new Attempt(setting, "unset"));
      return Optional.empty();
    }
    String place = setting + "=" + value.get();
    if (blocked) {
      attempts.add(new Attempt(place, NOT_TRIED));
      return Optional.empty();
    }
    try {
      Path path = Path.of(value.get()).toAbsolutePath();
      if (!Files.exists(path)) {
        attempts.add(new Attempt(place, "no such file"));
        return Optional.empty();
      }
      if (Files.isDirectory(path)) {
        attempts.add(new Attempt(place, "a directory; name the library file in it"));
        return Optional.empty();
      }
      return load(place, List.of(path), Availability.Source.SETTING);
    } catch (InvalidPathException e) {
      attempts.add(new Attempt(place, "not a path (" + e.getReason() + ")"));
      return Optional.empty();
    }
  }

  private Optional<Availability> tryBundled() {
    String platform =
        surroundings
            .platform()
            .map(Platform::classifier)
            .orElseGet(() ->
                surroundings.property("os.name").orElse("unknown system")
                    + " on "
                    + surroundings.property("os.arch").orElse("unknown processor"));
    String place = "bundled library for " + platform;
    if (surroundings.property("lockstep.blas.bundled").filter("false"::equals).isPresent()) {
      attempts.add(new Attempt(place, "switched off by -Dlockstep.blas.bundled=false"));
      return Optional.empty();
    }
    if (!bundle.isHere()) {
      attempts.add(new Attempt(place, "not in this build"));
      return Optional.empty();
    }
    if (blocked) {
      attempts.add(new Attempt(place, NOT_TRIED));
      return Optional.empty();
    }
    List<Path> caches = CacheFolder.candidates(surroundings);
    if (caches.isEmpty()) {
      attempts.add(new Attempt(place, "no folder to extract it to; set -Dlockstep.cache"));
    }
    for (Path cache : caches) {
      String where = place + " by way of " + cache;
      try {
        Optional<Availability> found =
            load(where, bundle.extract(cache), Availability.Source.BUNDLED);
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException e) {
        attempts.add(new Attempt(where, CacheFolder.reason(e)));
      }
    }
    return Optional.empty();
  }

  private Optional<Availability> trySystem() {
    if (blocked) {
      attempts.add(new Attempt("system", NOT_TRIED));
      return Optional.empty();
    }
    List<Path> candidates = system.candidates();
    if (candidates.isEmpty()) {
      attempts.add(new Attempt("system", "no " + system.description()));
    }
    for (Path path : candidates) {
      Optional<Availability> found =
          load(path.toString(), List.of(path), Availability.Source.SYSTEM);
      if (found.isPresent() || blocked) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Availability> load(String place, List<Path> files, Availability.Source source) {
    try {
      OpenBlas blas = loader.load(files);
      var library = new Availability.Library(files.getLast(), source, attempts);
      return Optional.of(new Availability.Present(blas, library));
    } catch (UnusableLibraryException e) {
      attempts.add(new Attempt(place, e.reason()));
      blocked |= e.staysLoaded();
      return Optional.empty();
    }
  }

  private String remedy() {
    String install =
        switch (surroundings.platform().orElse(Platform.LINUX_X86_64)) {
          case LINUX_X86_64, LINUX_ARM64 ->
              "Install libopenblas0 (Debian, Ubuntu) or openblas (Fedora)";
          case MACOSX_ARM64, MACOSX_X86_64 -> "Run `brew install openblas`";
          case WINDOWS_X86_64 -> "Put libopenblas.dll on PATH";
        };
    return install
        + ", or set -Dlockstep.blas.path to a libopenblas file. Until then the Java kernels compute"
        + " everything.";
  }
}
