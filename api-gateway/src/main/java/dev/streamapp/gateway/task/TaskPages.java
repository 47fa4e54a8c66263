package dev.streamapp.gateway.task;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.stream.Streams;
import java.util.List;
import java.util.Set;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Tasks for admins to look at, each with the state of its stream. */
@AdminPage
class TaskPages {

    /** States of a task whose stream is not there, or not known to be. */
    private static final Set<String> WITHOUT_STREAM = Set.of("missing", "unknown");

    private final TaskService service;
    private final Tasks tasks;
    private final Streams streams;

    TaskPages(TaskService service, Tasks tasks, Streams streams) {
        this.service = service;
        this.tasks = tasks;
        this.streams = streams;
    }

    /**
     * A task in the list.
     *
     * @param state the stream's, as in the API
     */
    record Line(Task task, String state) {

        public boolean hasStream() {
            return !WITHOUT_STREAM.contains(state);
        }
    }

    @GetMapping("/admin/tasks")
    String tasks(Model page) {
        page.addAttribute("tasks", lines());
        return "admin/tasks";
    }

    /** The list alone, for a page that is open while something changes. */
    @GetMapping("/admin/tasks/list")
    String list(Model page) {
        page.addAttribute("tasks", lines());
        return "admin/tasks :: list";
    }

    /** What is asked before a task goes. */
    @GetMapping("/admin/tasks/{streamId}/removal")
    String removal(@PathVariable String streamId, Model page) {
        page.addAttribute("line", line(service.get(streamId)));
        page.addAttribute("own", streams.isOwn(streamId));
        return "admin/task-removal";
    }

    private List<Line> lines() {
        return tasks.all().stream().map(this::line).toList();
    }

    private Line line(Task task) {
        return new Line(task, streams.word(task.streamId()));
    }
}
