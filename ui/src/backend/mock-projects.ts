// Whole projects: what they take, copied, saved as a file and opened from one.
import { makeRows } from "./mock-data";
import { PROJECT_FILE } from "./mock-files";
import { FOLDER, type Handlers } from "./mock-results";
import type { MockProject, MockState } from "./mock-state";
import type { Commands, ProjectCard } from "./types.gen";

const DATA = 2_000_000;
const RUN = 184_000_000;

export function projectHandlers(state: MockState, card: (project: MockProject) => ProjectCard) {
  const size = (project: MockProject) => DATA + project.runs.length * RUN;
  return {
    project_parts: ({ project }) => {
      const found = state.project(project);
      return { rows: found.rows.length, runs: found.runs.length, bytes: size(found) };
    },
    copy_project: ({ project, name }) => {
      const { id: _, ...all } = state.project(project);
      return card(Object.assign(state.add(name, []), all, { name }));
    },
    export_project: ({ project }) => ({
      file: `${state.project(project).name}.attune`,
      folder: FOLDER.folder,
      bytes: size(state.project(project)) / 2,
      place: FOLDER,
    }),
    project_file: ({ file }) =>
      file === PROJECT_FILE.id
        ? { file, name: "Ward letters", rows: 312, runs: 2, bytes: DATA + 2 * RUN }
        : null,
    import_project: () => state.view(state.add("Ward letters", makeRows(), "letters").id),
    storage: () => ({
      place: FOLDER,
      bytes: 412_000_000,
      settings_bytes: 2_100,
      disk_free_bytes: 112e9,
      projects: state.projects.map((project) => ({
        id: project.id,
        name: project.name,
        bytes: size(project),
        data_bytes: DATA,
        runs: project.runs.map((run) => ({
          id: run.card.id,
          state: run.card.state,
          bytes: RUN,
          spare_bytes: 90_000_000,
          started_at: run.card.started_at,
        })),
        exports: [],
        place: FOLDER,
      })),
    }),
  } satisfies Partial<Handlers<keyof Commands>>;
}
