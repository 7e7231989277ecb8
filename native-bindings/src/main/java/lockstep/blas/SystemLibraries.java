package lockstep.blas;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where an OpenBLAS that somebody installed on this machine lies, by platform.
record SystemLibraries(List<Path> folders, List<String> names) {

  SystemLibraries {
    folders = List.copyOf(folders);
    names = List.copyOf(names);
  }

  static SystemLibraries of(Surroundings surroundings) {
    Optional<Platform> platform = surroundings.platform();
    if (platform.isEmpty()) {
      return linux(surroundings, List.of());
    }
    return switch (platform.get()) {
      case LINUX_X86_64 -> linux(surroundings, List.of("/usr/lib/x86_64-linux-gnu"));
      case LINUX_ARM64 -> linux(surroundings, List.of("/usr/lib/aarch64-linux-gnu"));
      case MACOSX_ARM64, MACOSX_X86_64 ->
          new SystemLibraries(
              folders(
                  surroundings.variable("DYLD_LIBRARY_PATH"),
                  List.of(
                      "/opt/homebrew/opt/openblas/lib",
                      "/usr/local/opt/openblas/lib",
                      "/opt/local/lib")),
              List.of("libopenblas.0.dylib", "libopenblas.dylib"));
      case WINDOWS_X86_64 ->
          new SystemLibraries(
              folders(surroundings.variable("PATH"), List.of()),
              List.of("libopenblas.dll", "openblas.dll"));
    };
  }

  private static SystemLibraries linux(Surroundings surroundings, List<String> multiarch) {
    var places = new ArrayList<String>();
    for (String folder : multiarch) {
      // Debian's alternatives: the link in the folder itself is missing where only the variant is
      // installed.
      places.addAll(List.of(folder, folder + "/openblas-pthread", folder + "/openblas-openmp"));
    }
    places.addAll(List.of("/usr/local/lib64", "/usr/local/lib", "/usr/lib64", "/usr/lib"));
    return new SystemLibraries(
        folders(surroundings.variable("LD_LIBRARY_PATH"), places),
        List.of("libopenblas.so.0", "libopenblas.so"));
  }

  private static List<Path> folders(Optional<String> searchPath, List<String> usual) {
    Set<Path> folders = new LinkedHashSet<>();
    for (String folder : searchPath.orElse("").split(File.pathSeparator, -1)) {
      try {
        if (!folder.isBlank()) {
          folders.add(Path.of(folder).toAbsolutePath());
        }
      } catch (InvalidPathException _) {
        // A search path may hold anything; what is no path holds no library.
      }
    }
    usual.forEach(folder -> folders.add(Path.of(folder)));
    return List.copyOf(folders);
  }

  /// The libraries that exist, the likeliest first.
  List<Path> candidates() {
    return folders.stream()
        .flatMap(folder -> names.stream().map(folder::resolve))
        .filter(Files::isRegularFile)
        .toList();
  }

  /// What was looked for, for the message that nothing was found.
  String description() {
    return String.join(", ", names)
        + " in "
        + String.join(", ", folders.stream().map(Path::toString).toList());
  }
}
