package dev.streamapp.gateway.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.stream.StreamNames;
import dev.streamapp.gateway.stream.Streams;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tasks for admins: ask for a stream, see what was asked for, forget it. */
@RestController
@RequestMapping("/api/tasks")
class TaskController {

    private final TaskService service;
    private final Tasks tasks;
    private final Streams streams;

    TaskController(TaskService service, Tasks tasks, Streams streams) {
        this.service = service;
        this.tasks = tasks;
        this.streams = streams;
    }

    /** A stream to ask for. */
    record NewTask(
            @NotBlank @Size(max = 200) String name,
            @NotNull @JsonProperty("stream_id") String streamId) {}

    /**
     * A task as the API shows it.
     *
     * @param status the stream's status; {@code missing} when somebody deleted the stream, {@code
     *     unknown} while Kubernetes has not answered
     */
    record TaskView(
            UUID id,
            String name,
            @JsonProperty("stream_id") String streamId,
            String status,
            @JsonProperty("created_by") String createdBy,
            @JsonProperty("created_at") Instant createdAt) {}

    /** What became of the stream. */
    record Forgotten(
            @JsonProperty("stream_id") String streamId,
            @JsonProperty("stream_deleted") boolean streamDeleted) {}

    @GetMapping
    List<TaskView> list() {
        return tasks.all().stream().map(this::view).toList();
    }

    @PostMapping
    ResponseEntity<TaskView> create(@Valid @RequestBody NewTask wanted) {
        if (!StreamNames.isName(wanted.streamId())) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "A stream cannot be called that.")
                    .with("stream_id", StreamNames.RULE);
        }
        var asked = service.ask(wanted.streamId(), wanted.name());
        return ResponseEntity.status(asked.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(view(asked.task()));
    }

    /**
     * Makes the task's stream again after somebody deleted it; one that is there stays as it is.
     */
    @PostMapping("/{streamId}/stream")
    TaskView makeStreamAgain(@PathVariable String streamId) {
        return view(service.makeStreamAgain(streamId));
    }

    @DeleteMapping("/{streamId}")
    Forgotten delete(
            @PathVariable String streamId,
            @RequestParam(name = "keep_stream", defaultValue = "false") boolean keepStream) {
        return new Forgotten(streamId, service.forget(streamId, keepStream));
    }

    private TaskView view(Task task) {
        return new TaskView(
                task.id(),
                task.name(),
                task.streamId(),
                streams.word(task.streamId()),
                task.createdBy(),
                task.createdAt());
    }
}
