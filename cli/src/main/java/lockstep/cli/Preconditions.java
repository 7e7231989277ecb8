package lockstep.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import lockstep.kernels.VectorModule;
import lockstep.kernels.gemm.Backend;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Reason;

/// What must hold before a command can work, said with the exit code of what is at fault.
final class Preconditions {

  private Preconditions() {}

  static void requireVectors() {
    if (!VectorModule.isPresent()) {
      throw new CommandException(
          ExitCode.ENVIRONMENT,
          "The vector module is not in this JVM. Start Java with " + VectorModule.OPTION + ".");
    }
  }

  /// Before anything is trained: a run that cannot be kept is time lost.
  static void requireWritable(String option, Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw unwritable(option, folder, there + " is a file");
    }
    try {
      // Permissions do not tell all: only who writes learns of a disk that is read-only.
      Files.delete(Files.createTempFile(there, ".lockstep", ""));
    } catch (AccessDeniedException | NoSuchFileException _) {
      throw unwritable(option, folder, "nothing can be written to " + there);
    } catch (IOException e) {
      throw unwritable(option, folder, there + ": " + Reason.of(e));
    }
  }

  private static CommandException unwritable(String option, Path folder, String found) {
    return new CommandException(
        ExitCode.ENVIRONMENT,
        option
            + " "
            + folder
            + ": expected a folder for runs that can be written to, but "
            + found
            + ". Name another with "
            + option
            + ".");
  }

  /// Makes what options spell: what the library refuses, the command line said.
  static <T> T usage(Supplier<T> spelled) {
    try {
      return spelled.get();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /// The backend of that name, which this machine must have.
  static Backend backend(String name) {
    Backend backend = usage(() -> Backend.of(name));
    try {
      backend.require();
    } catch (IllegalStateException e) {
      throw new CommandException(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
    }
    return backend;
  }

  /// Opens a run or a model: what is wrong with it is the model's fault, not the data's.
  static <T> T model(Supplier<T> opened) {
    try {
      return opened.get();
    } catch (DataException e) {
      throw new CommandException(ExitCode.MODEL, String.valueOf(e.getMessage()));
    }
  }
}
