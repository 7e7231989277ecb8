package lockstep.nn.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Why a file could not be read or written, in words.
public final class Reason {

  private Reason() {}

  /// {@return the reason, without the names that Java has for it}
  public static String of(IOException problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "there is a file of that name";
      case NotDirectoryException _ -> "not a folder";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> problem.getMessage() == null ? problem.toString() : problem.getMessage();
    };
  }
}
