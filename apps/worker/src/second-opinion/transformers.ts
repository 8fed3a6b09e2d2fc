/** What is used of @huggingface/transformers 4, which is not there at build time. */
export interface Transformers {
  readonly env: { allowRemoteModels: boolean; cacheDir: string; logLevel: number };
  readonly LogLevel: { readonly ERROR: number };
  readonly AutoTokenizer: { from_pretrained(model: string): Promise<Tokenizer> };
  readonly AutoModelForSequenceClassification: {
    from_pretrained(model: string, options: object): Promise<Classifier>;
  };
}

type Tokenizer = ((text: string, options: { truncation: true; max_length: number }) => object) & {
  /** Tokens; absent or astronomic where nobody wrote it down. */
  readonly model_max_length?: number | null;
};

interface Classifier {
  (inputs: object): Promise<{ readonly logits: { readonly data: Float32Array } }>;
  readonly config: ModelDescription & { readonly max_position_embeddings?: number };
}

/** Of a model's config.json. */
export interface ModelDescription {
  readonly id2label?: Readonly<Record<string, string>>;
  readonly problem_type?: string | null;
}
