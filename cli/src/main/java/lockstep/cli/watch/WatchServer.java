package lockstep.cli.watch;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import lockstep.nn.report.Report;

/// Shows runs to browsers on this machine, and to nobody else.
///
/// It listens on 127.0.0.1 only, and answers only those who call it by that name: a page from
/// elsewhere cannot reach it by a name of its own that leads here. It knows GET, and a few
/// addresses:
///
/// | address | what |
/// |---|---|
/// | `/`, `/run/NAME` | a page |
/// | `/events/`, `/events/NAME` | a stream of pieces of that page, one whenever files change |
/// | `/report/NAME` | `report.html` of the run |
/// | `/watch.css`, `/watch.js` | how it looks, and what replaces the pieces |
///
/// Each browser has a virtual thread of its own, so one that reads slowly keeps nobody waiting.
public final class WatchServer implements AutoCloseable {

  private static final List<String> NAMES = List.of("127.0.0.1", "localhost");
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri"
          + " 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String REPORT_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action"
          + " 'none'; frame-ancestors 'none'";
  private static final String HTML = "text/html; charset=utf-8";
  private static final int MOST_STREAMS = 32;

  private final Runs runs;
  private final Duration pause;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore streams = new Semaphore(MOST_STREAMS);

  private WatchServer(Runs runs, Duration pause, HttpServer server) {
    this.runs = runs;
    this.pause = pause;
    this.server = server;
  }

  /// {@return a server that has begun to listen}
  ///
  /// @param port where; 0 for any that is free
  /// @throws IOException if it cannot, such as when another program listens there
  public static WatchServer start(Runs runs, int port) throws IOException {
    return start(runs, port, Duration.ofMillis(500));
  }

  /// @param pause between two looks at files
  static WatchServer start(Runs runs, int port, Duration pause) throws IOException {
    InetAddress here = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(here, port), 0);
    var watch = new WatchServer(runs, pause, server);
    server.setExecutor(watch.threads);
    server.createContext("/", watch::answer);
    server.start();
    return watch;
  }

  /// {@return what a person types into a browser}
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cache-Control", "no-store");
      headers.set("Content-Security-Policy", POLICY);
      if (!isCalledByName(exchange.getRequestHeaders().getFirst("Host"))) {
        text(exchange, 403, "Call this server by 127.0.0.1 or localhost.");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        headers.set("Allow", "GET");
        text(exchange, 405, "This server knows GET only.");
      } else {
        get(exchange);
      }
    }
  }

  /// Names may have a port behind them, which differs where a tunnel leads here.
  static boolean isCalledByName(@org.jspecify.annotations.Nullable String host) {
    return host != null
        && NAMES.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", ""));
  }

  private void get(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/")) {
      send(exchange, 200, HTML, WatchPage.of(runs, ""));
    } else if (path.equals("/watch.css")) {
      send(exchange, 200, "text/css; charset=utf-8", WatchPage.STYLE);
    } else if (path.equals("/watch.js")) {
      send(exchange, 200, "text/javascript; charset=utf-8", WatchPage.SCRIPT);
    } else if (path.equals("/events/")) {
      stream(exchange, "");
    } else {
      named(exchange, path);
    }
  }

  /// Names are looked up among the runs there are, and lead nowhere else.
  private void named(HttpExchange exchange, String path) throws IOException {
    int slash = path.indexOf('/', 1);
    String kind = path.substring(0, slash + 1);
    String name = path.substring(slash + 1);
    Optional<Path> run = name.isEmpty() || slash < 0 ? Optional.empty() : runs.find(name);
    if (run.isEmpty()) {
      text(exchange, 404, "There is no such page.");
      return;
    }
    switch (kind) {
      case "/run/" -> send(exchange, 200, HTML, WatchPage.of(runs, name));
      case "/events/" -> stream(exchange, name);
      case "/report/" -> report(exchange, run.get().resolve(Report.FILE));
      default -> text(exchange, 404, "There is no such page.");
    }
  }

  private static void report(HttpExchange exchange, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      text(exchange, 404, "This run has no report yet.");
      return;
    }
    exchange.getResponseHeaders().set("Content-Security-Policy", REPORT_POLICY);
    send(exchange, 200, HTML, Files.readString(file));
  }

  private void stream(HttpExchange exchange, String name) throws IOException {
    if (!streams.tryAcquire()) {
      text(exchange, 503, "Too many pages are open. Close some.");
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      new EventStream(runs, name, pause).send(exchange.getResponseBody());
    } finally {
      streams.release();
    }
  }

  private static void text(HttpExchange exchange, int code, String sentence) throws IOException {
    send(exchange, code, "text/plain; charset=utf-8", sentence + "\n");
  }

  private static void send(HttpExchange exchange, int code, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(code, -1);
      return;
    }
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /// Ends all streams.
  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
