package lockstep.nn.data.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A server of this machine, with the faults of real ones.
final class LocalServer implements AutoCloseable {

  /// What it does with a request.
  enum Fault {
    NONE,
    /// It knows nothing of ranges and sends all.
    NO_RANGES,
    /// It closes the connection after half of what it promised.
    HANGS_UP,
    /// It sends half and then nothing.
    FALLS_SILENT,
    /// Every byte it sends is wrong.
    CORRUPTS,
    /// It answers that there is no such file.
    NOT_FOUND,
    /// It answers with a page that asks for a password.
    PAGE
  }

  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int NOT_FOUND = 404;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final byte[] content;
  private final Fault fault;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  private LocalServer(byte[] content, Fault fault) throws IOException {
    this.content = content;
    this.fault = fault;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static LocalServer of(byte[] content, Fault fault) throws IOException {
    return new LocalServer(content, fault);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/data");
  }

  /// {@return the ranges it was asked for, `all` where none was}
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "all" : range);
    int from = range == null || fault == Fault.NO_RANGES ? 0 : start(range);
    byte[] sent = Arrays.copyOfRange(content, from, content.length);
    switch (fault) {
      case NONE, NO_RANGES -> send(exchange, from, sent, sent.length);
      case HANGS_UP -> send(exchange, from, sent, (sent.length + 1) / 2);
      case FALLS_SILENT -> sendHalf(exchange, from, sent);
      case CORRUPTS -> {
        for (int i = 0; i < sent.length; i++) {
          sent[i] ^= 1;
        }
        send(exchange, from, sent, sent.length);
      }
      case NOT_FOUND -> {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
        exchange.close();
      }
      case PAGE -> {
        byte[] page = "<html>password?</html>".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(OK, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
      }
    }
  }

  private static int start(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  private void head(HttpExchange exchange, int from, byte[] sent) throws IOException {
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(from > 0 ? PARTIAL_CONTENT : OK, sent.length);
  }

  private void send(HttpExchange exchange, int from, byte[] sent, int count) throws IOException {
    head(exchange, from, sent);
    OutputStream body = exchange.getResponseBody();
    body.write(sent, 0, count);
    body.flush();
    exchange.close();
  }

  private void sendHalf(HttpExchange exchange, int from, byte[] sent) throws IOException {
    head(exchange, from, sent);
    OutputStream body = exchange.getResponseBody();
    body.write(sent, 0, sent.length / 2);
    body.flush();
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
