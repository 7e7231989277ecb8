package lockstep.nn.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lockstep.nn.data.DataException;

/// Fetches one file: what has come lies in `name.part` until it is whole and has its checksum.
final class Transfer {

  private static final int CHUNK = 1 << 16;

  /// How often all mirrors are tried, as long as each time something came.
  private static final int ROUNDS = 8;

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpClient client;
  private final Duration patience;
  private final Path whole;
  private final Path part;
  private final RemoteFile file;
  private final Progress progress;
  private final String byHand;
  private final List<URI> mirrors;
  private final Set<String> problems = new LinkedHashSet<>();

  /// @param byHand the files, and where to put them
  Transfer(
      HttpClient client,
      Duration patience,
      Path folder,
      RemoteFile file,
      Progress progress,
      String byHand) {
    this.client = client;
    this.patience = patience;
    this.file = file;
    this.progress = progress;
    this.byHand = byHand;
    whole = folder.resolve(file.name());
    part = folder.resolve(file.name() + ".part");
    mirrors = new ArrayList<>(file.mirrors());
  }

  /// Puts the file in its place.
  ///
  /// @throws DataException if no mirror has it
  void run() throws IOException {
    boolean something = true;
    for (int round = 0; something && round < ROUNDS; round++) {
      something = false;
      for (URI mirror : List.copyOf(mirrors)) {
        long before = here();
        something |= receive(mirror);
        if (here() == file.bytes()) {
          if (Sha256.matches(part, file)) {
            keep();
            return;
          }
          refuse(mirror, before);
        }
      }
    }
    throw new DataException(
        file.name(),
        "expected it at one of its mirrors, got "
            + String.join("; ", problems)
            + ". Try again when the network is there, or put "
            + byHand
            + ".");
  }

  private long here() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void keep() throws IOException {
    try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Removes what has the wrong checksum. A mirror that sent all of it is not asked again; where
  /// several did, or an earlier attempt, nobody knows whose fault it is.
  private void refuse(URI mirror, long before) throws IOException {
    problems.add(
        mirror.getHost() + ": SHA-256 " + Sha256.of(part) + " instead of " + file.sha256());
    Files.delete(part);
    if (before == 0) {
      mirrors.remove(mirror);
    }
  }

  /// {@return whether something came}
  private boolean receive(URI mirror) throws IOException {
    if (here() > file.bytes()) {
      Files.delete(part);
    }
    long from = here();
    if (from == file.bytes()) {
      return true;
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(mirror).timeout(patience).GET();
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return take(mirror, response, body, from);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(file.name(), "interrupted. What has come is kept; ask again.", e);
    } catch (IOException e) {
      problems.add(mirror.getHost() + ": " + reason(e));
      return here() > from;
    }
  }

  private String reason(IOException e) {
    return switch (e) {
      case HttpTimeoutException _ -> "no answer within " + patience.toSeconds() + " s";
      // Its message is often none; its cause may be that the name is unknown.
      case ConnectException _ -> "no connection";
      default -> e.toString();
    };
  }

  private boolean take(URI mirror, HttpResponse<InputStream> response, InputStream body, long from)
      throws IOException {
    int status = response.statusCode();
    boolean goesOn = status == PARTIAL_CONTENT && startsAt(response, from);
    if (status == RANGE_NOT_SATISFIABLE) {
      Files.delete(part);
    }
    if (!goesOn && status != OK) {
      problems.add(mirror.getHost() + ": status " + status);
      return false;
    }
    long start = goesOn ? from : 0;
    long promised = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (promised >= 0 && promised != file.bytes() - start) {
      problems.add(
          mirror.getHost() + ": " + promised + " bytes instead of " + (file.bytes() - start));
      return false;
    }
    try (Watch watch = Watch.over(body, patience)) {
      write(mirror, body, start, watch);
    }
    return here() > start;
  }

  private static boolean startsAt(HttpResponse<InputStream> response, long from) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + from + "-"))
        .isPresent();
  }

  private void write(URI mirror, InputStream body, long start, Watch watch) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long received = start;
    try (OutputStream out = open(start)) {
      for (int read = read(body, chunk, watch); read >= 0; read = read(body, chunk, watch)) {
        if (read > file.bytes() - received) {
          problems.add(mirror.getHost() + ": more than " + file.bytes() + " bytes");
          break;
        }
        store(out, chunk, read);
        received += read;
        progress.received(file.name(), received, file.bytes());
      }
    }
    if (received < file.bytes()) {
      problems.add(mirror.getHost() + ": ended after " + received + " of " + file.bytes());
    }
  }

  private int read(InputStream body, byte[] chunk, Watch watch) throws IOException {
    try {
      int read = body.read(chunk);
      watch.heard();
      return read;
    } catch (IOException e) {
      if (watch.gaveUp()) {
        throw new IOException("nothing came for " + patience.toSeconds() + " s", e);
      }
      throw e;
    }
  }

  private OutputStream open(long start) {
    try {
      return start > 0
          ? Files.newOutputStream(part, StandardOpenOption.APPEND)
          : Files.newOutputStream(part);
    } catch (IOException e) {
      throw Download.unusable(part, e);
    }
  }

  /// A disk that is full is no fault of a mirror: no other one is tried.
  private void store(OutputStream out, byte[] chunk, int count) {
    try {
      out.write(chunk, 0, count);
    } catch (IOException e) {
      throw Download.unusable(part, e);
    }
  }
}
