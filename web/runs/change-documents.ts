import { graphql } from '../graphql/graphql.ts';

// each answers with the runs' ids alone: the page hears of the change as everybody else does, by its news

export const PauseRunsDocument = graphql(`
  mutation PauseRuns($input: RunsInput!) { pauseRuns(input: $input) { runs { id } userErrors { code message } } }
`);
export const ResumeRunsDocument = graphql(`
  mutation ResumeRuns($input: RunsInput!) { resumeRuns(input: $input) { runs { id } userErrors { code message } } }
`);
export const CancelRunsDocument = graphql(`
  mutation CancelRuns($input: RunsInput!) { cancelRuns(input: $input) { runs { id } userErrors { code message } } }
`);
export const DeleteRunsDocument = graphql(`
  mutation DeleteRuns($input: RunsInput!) { deleteRuns(input: $input) { deletedRunIds userErrors { code message } } }
`);
export const ArchiveRunsDocument = graphql(`
  mutation ArchiveRuns($input: ArchiveRunsInput!) { archiveRuns(input: $input) { runs { id } userErrors { code message } } }
`);
export const TagRunsDocument = graphql(`
  mutation TagRuns($input: TagRunsInput!) { tagRuns(input: $input) { runs { id } userErrors { code message } } }
`);
export const EditRunDocument = graphql(`
  mutation EditRun($input: EditRunInput!) { editRun(input: $input) { run { id } userErrors { code message } } }
`);
export const SetBaselineDocument = graphql(`
  mutation SetBaseline($input: SetBaselineInput!) { setBaseline(input: $input) { run { id } userErrors { code message } } }
`);
