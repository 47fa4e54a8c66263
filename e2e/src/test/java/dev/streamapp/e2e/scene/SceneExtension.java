package dev.streamapp.e2e.scene;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test its {@link Scene} or the {@link Stage} of all, holds everything that was served
 * to the rules when the test is over, and saves what there is to see when it failed.
 */
public final class SceneExtension
        implements ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SceneExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(Scene.class) || type.equals(Stage.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Stage stage =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(Stage.class, type -> new Stage(), Stage.class);
        if (parameter.getParameter().getType().equals(Stage.class)) {
            return stage;
        }
        String name =
                context.getRequiredTestClass().getSimpleName()
                        + "."
                        + context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-");
        var scene = new Scene(stage, name);
        context.getStore(NAMESPACE).put(Scene.class, scene);
        return scene;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Scene scene = scene(context);
        if (scene != null && context.getExecutionException().isEmpty()) {
            scene.requireClean();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Scene scene = scene(context);
        if (scene != null) {
            if (context.getExecutionException().isPresent()) {
                scene.dump();
            }
            scene.close();
        }
    }

    private static Scene scene(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Scene.class, Scene.class);
    }
}
