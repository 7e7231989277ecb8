package lockstep.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.project.Defaults;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Source;
import lockstep.nn.project.Wanted;
import lockstep.nn.runs.RunDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WatchServerTest {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String ROW =
      "{\"step\":%d,\"epoch\":%d,\"trained_loss\":%s,\"learning_rate\":0.01,\"loss\":0.5,\"accuracy\":0.75}\n";

  @TempDir private Path runs;
  private Path run;
  private WatchServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    Source source = Source.open(Wanted.of("spirals"));
    var project = Defaults.resolve(source, Learning.usual().epochs(3), Limits.none());
    try (RunDirectory directory = RunDirectory.create(runs, "mlp-1")) {
      directory.writeConfig(project.json());
      run = directory.folder();
    }
    Files.writeString(run.resolve("metrics.jsonl"), ROW.formatted(10, 0, "0.9"));
    Files.writeString(run.resolve("report.html"), "<p>the report</p>");
    server = WatchServer.start(Runs.in(runs), 0, PAUSE);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(server.address()).resolve(path)).build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// What a browser would not let a client say.
  private String raw(String request) throws IOException {
    URI address = URI.create(server.address());
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void the_page_shows_the_run_with_its_curves() {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains(
            "<h1>mlp-1</h1>",
            "<span class=\"badge stopped\">stopped</span>",
            "mlp learns spirals: classification, 3 classes",
            "<strong>Loss</strong>",
            "epoch 1, training: 0.9000",
            "data-events=\"/events/\"",
            "href=\"/report/mlp-1\"")
        .doesNotContain("http:", "https:", "style=\"", "onload");
    assertThat(get("/run/mlp-1").body()).contains("data-events=\"/events/mlp-1\"");
    assertThat(get("/watch.js").body()).contains("EventSource");
    assertThat(get("/watch.css").body()).contains("prefers-color-scheme: dark", ".badge");
    assertThat(get("/report/mlp-1").body()).isEqualTo("<p>the report</p>");
  }

  @Test
  void nothing_but_its_own_script_may_run() {
    for (String path : List.of("/", "/watch.js", "/none", "/report/mlp-1")) {
      var headers = get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'none'")
          .contains("frame-ancestors 'none'");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
    assertThat(get("/").headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'")
        .doesNotContain("unsafe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none",
        "/run/",
        "/run/none",
        "/run/..",
        "/run/%2e%2e",
        "/report/..%2f..%2fetc%2fpasswd",
        "/run/mlp-1/config.json",
        "/events/none",
        "/files/mlp-1",
        "/watch.js/x",
        "/favicon.ico"
      })
  void other_addresses_lead_nowhere(String path) {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void only_who_calls_it_by_its_name_is_answered() throws IOException {
    for (String host : List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil:80", "")) {
      assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
          .as(host)
          .startsWith("HTTP/1.1 403")
          .doesNotContain("mlp");
    }
    assertThat(raw("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 403");
    for (String host : List.of("localhost", "LOCALHOST:9000", "127.0.0.1:1")) {
      assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
          .as(host)
          .startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
  void it_knows_get_only(String method) {
    var request =
        HttpRequest.newBuilder(URI.create(server.address()))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = send(request);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET");
  }

  private BufferedReader events() throws IOException, InterruptedException {
    HttpResponse<InputStream> stream =
        client.send(
            HttpRequest.newBuilder(URI.create(server.address()).resolve("/events/")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("Content-Type"))
        .hasValue("text/event-stream; charset=utf-8");
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }

  private static String next(BufferedReader events) throws IOException {
    var piece = new StringBuilder();
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.isEmpty() && !piece.isEmpty()) {
        return piece.toString();
      }
      assertThat(line).matches("(event: view|data: .*|data:|:|)");
      piece.append(line.startsWith("data: ") ? line.substring(6) + "\n" : "");
    }
    throw new AssertionError("the stream ended");
  }

  @Test
  void a_piece_comes_whenever_the_run_writes() throws IOException, InterruptedException {
    try (BufferedReader events = events()) {
      assertThat(next(events)).contains("epoch 1, training: 0.9000").doesNotContain("epoch 2,");
      try (RunDirectory _ = RunDirectory.open(run)) {
        Files.writeString(
            run.resolve("metrics.jsonl"),
            ROW.formatted(10, 0, "0.9") + ROW.formatted(20, 1, "0.4"));
        String piece = next(events);
        while (!piece.contains("epoch 2, training: 0.4000")) {
          piece = next(events);
        }
        while (!piece.contains("badge running")) {
          piece = next(events);
        }
      }
      String piece = next(events);
      while (!piece.contains("badge stopped")) {
        piece = next(events);
      }
    }
  }

  @Test
  void browsers_that_never_read_keep_nobody_waiting() throws IOException {
    URI address = URI.create(server.address());
    var idle = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 40; i++) {
        var socket = new Socket(address.getHost(), address.getPort());
        idle.add(socket);
        socket
            .getOutputStream()
            .write(
                "GET /events/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
      }
      for (int i = 0; i < 5; i++) {
        Files.writeString(run.resolve("metrics.jsonl"), ROW.formatted(10 + i, 0, "0.9"));
        assertThat(get("/").statusCode()).isEqualTo(200);
      }
      assertThat(get("/events/").statusCode()).isEqualTo(503);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void names_and_faults_of_a_run_are_text() throws IOException {
    Path odd = Files.createDirectory(runs.resolve("a <b>&ü"));
    Files.writeString(odd.resolve("config.json"), "{\"type\": \"<script>\"}");
    assertThat(get("/").body()).contains("a &lt;b&gt;&amp;ü").doesNotContain("<b>&");
    String page = get("/run/a%20%3Cb%3E&%C3%BC").body();
    assertThat(page)
        .contains("class=\"problem\"", "expected the settings of a run")
        .doesNotContain("<script>");
  }

  @Test
  void a_run_that_begins_later_appears() throws IOException, InterruptedException {
    Path empty = Files.createDirectory(runs.resolve("later"));
    try (WatchServer early = WatchServer.start(Runs.in(empty), 0, PAUSE)) {
      var request = HttpRequest.newBuilder(URI.create(early.address())).build();
      assertThat(send(request).body()).contains("No run yet");
      Files.createDirectory(empty.resolve("new"));
      Files.copy(run.resolve("config.json"), empty.resolve("new").resolve("config.json"));
      assertThat(send(request).body()).contains("<h1>new</h1>");
    }
  }

  @Test
  void what_is_no_run_is_one_sentence() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Runs.in(runs.resolve("none")))
        .withMessageEndingWith(
            "expected a folder of runs, found none. Train first, or name it with --runs.");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> Runs.of(runs))
        .withMessageEndingWith("expected the directory of a run, found none. Check the path.");
  }
}
