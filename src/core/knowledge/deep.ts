// PyTorch, TensorFlow and Keras: seeds, draws and training, as far as their functions are called by name.
// Source: the PyTorch 2 and Keras 3 references; which seed covers what was measured (a torch seed reaches DataLoader and
// random_split; keras.utils.set_random_seed repeats a training, tf.random.set_seed alone does not).

import { each } from './reading.ts';
import type { CallFact, ClassFact, DrawFact, LibraryTable } from './table.ts';

const TENSOR = 'torch.Tensor';
const GENERATED: DrawFact = { from: 'torch', seed: { name: 'generator' } };
const TORCH_DRAW: CallFact = { draws: GENERATED, returns: TENSOR };

const TENSOR_CLASS: ClassFact = {
  role: 'array',
  views: ['T', 'mT', 'data', 'grad', 'real', 'imag'],
  attributes: { T: TENSOR, mT: TENSOR, data: TENSOR, shape: 'builtins.tuple' },
  methods: {
    // "Methods which mutate a tensor are marked with an underscore suffix."
    ...each(
      '',
      'add_ sub_ mul_ div_ zero_ fill_ copy_ clamp_ clamp_min_ clamp_max_ exp_ log_ sqrt_ pow_ neg_ abs_ relu_ sigmoid_ tanh_ round_ ' +
        'floor_ ceil_ masked_fill_ index_fill_ index_copy_ index_add_ scatter_ scatter_add_ put_ resize_ set_ t_ transpose_ squeeze_ ' +
        'unsqueeze_ requires_grad_ detach_ erf_ lerp_ addcmul_ addcdiv_ fill_diagonal_ retain_grad',
      { mutates: ['self'], returns: 'self' } satisfies CallFact,
    ),
    ...each('', 'normal_ uniform_ bernoulli_ exponential_ random_ cauchy_ geometric_ log_normal_', {
      mutates: ['self'],
      returns: 'self',
      draws: GENERATED,
    } satisfies CallFact),
    ...each('', 'bernoulli multinomial', { draws: GENERATED } satisfies CallFact),
    ...each(
      '',
      'view view_as reshape t transpose permute squeeze unsqueeze flatten expand expand_as narrow select detach cpu cuda to float double ' +
        'half int long contiguous type unbind chunk split swapaxes movedim diagonal unfold',
      { returns: TENSOR, shares: ['self'] } satisfies CallFact,
    ),
    numpy: { returns: 'numpy.ndarray', shares: ['self'] },
    // Gradients of whatever it was computed from; they are reached through the graph that it shares.
    backward: { mutates: ['self'], returns: 'none' },
    item: {},
    ...each('', 'tolist', { returns: 'builtins.list' } satisfies CallFact),
    ...each('', 'clone sum mean max min argmax argmin std var abs exp log sqrt pow matmul mm bmm mul add sub div eq ne gt lt', {
      shares: ['self'],
    } satisfies CallFact),
  },
};

/** Layers with weights draw them when they are made. */
const WEIGHTED =
  'Linear Bilinear LazyLinear Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d Embedding EmbeddingBag RNN LSTM GRU ' +
  'RNNCell LSTMCell GRUCell MultiheadAttention Transformer TransformerEncoderLayer TransformerDecoderLayer TransformerEncoder';

const UNWEIGHTED =
  'ReLU LeakyReLU PReLU ELU GELU SELU SiLU Sigmoid Tanh Softmax LogSoftmax Softplus Hardtanh Identity Flatten Dropout Dropout1d Dropout2d ' +
  'BatchNorm1d BatchNorm2d BatchNorm3d LayerNorm GroupNorm InstanceNorm2d MaxPool1d MaxPool2d AvgPool1d AvgPool2d AdaptiveAvgPool2d ' +
  'AdaptiveMaxPool2d Upsample ZeroPad2d PixelShuffle CrossEntropyLoss MSELoss L1Loss NLLLoss BCELoss BCEWithLogitsLoss SmoothL1Loss ' +
  'HuberLoss KLDivLoss CosineSimilarity';

const CONTAINERS = 'Module Sequential ModuleList ModuleDict DataParallel';

const MODULE: ClassFact = {
  role: 'estimator',
  construct: { shares: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
  methods: {
    ...each('', 'train eval to cpu cuda double float half requires_grad_ apply', { mutates: ['self'], returns: 'self' } satisfies CallFact),
    ...each('', 'zero_grad load_state_dict register_buffer register_parameter add_module register_forward_hook append extend insert', {
      mutates: ['self'],
    } satisfies CallFact),
    ...each('', 'parameters named_parameters children modules named_children named_modules buffers state_dict', {
      shares: ['self'],
    } satisfies CallFact),
    // Dropout draws, batch norm keeps running means: a forward pass may change the module.
    ...each('', 'forward __call__', { mutates: ['self'], shares: ['self'] } satisfies CallFact),
  },
};

const OPTIMISER: ClassFact = {
  construct: { shares: [0] },
  methods: {
    ...each('', 'step zero_grad load_state_dict add_param_group', { mutates: ['self'] } satisfies CallFact),
    state_dict: { shares: ['self'] },
  },
};

const torch = (): LibraryTable => ({
  library: 'torch',
  version: '2',
  source: 'PyTorch 2 reference',
  functions: {
    ...each('torch.', 'rand randn randint randperm normal bernoulli multinomial poisson', TORCH_DRAW),
    ...each('torch.', 'rand_like randn_like randint_like', TORCH_DRAW),
    ...each('torch.', 'manual_seed random.manual_seed', { seeds: { generator: 'torch', argument: { name: 'seed', position: 0 } } }),
    ...each('torch.cuda.', 'manual_seed manual_seed_all', { sets: 'values' }),
    ...each('torch.', 'seed random.seed', { seeds: { generator: 'torch', argument: { name: '' } } }),
    'torch.set_rng_state': { seeds: { generator: 'torch', argument: { name: 'new_state', position: 0 } } },
    'torch.utils.data.random_split': { draws: { from: 'torch', seed: { name: 'generator', position: 2 } }, shares: [0] },
    ...each('torch.', 'tensor zeros ones empty full arange linspace eye zeros_like ones_like empty_like full_like', { returns: TENSOR }),
    ...each('torch.', 'from_numpy as_tensor squeeze unsqueeze flatten reshape transpose permute', { returns: TENSOR, shares: [0] }),
    ...each('torch.', 'cat stack hstack vstack', { returns: TENSOR, consumes: [0] }),
    'torch.load': { reads: { name: 'f', position: 0 } },
    'torch.save': { writes: { name: 'f', position: 1 }, returns: 'none' },
    ...each(
      'torch.',
      'set_default_dtype set_default_device set_default_tensor_type set_num_threads use_deterministic_algorithms set_grad_enabled',
      {
        sets: 'values',
      },
    ),
    'torch.set_printoptions': { sets: 'display' },
    ...each(
      'torch.nn.init.',
      'normal_ uniform_ xavier_uniform_ xavier_normal_ kaiming_uniform_ kaiming_normal_ trunc_normal_ orthogonal_ sparse_',
      {
        draws: GENERATED,
        mutates: [0],
        shares: [0],
      },
    ),
    ...each('torch.nn.init.', 'constant_ zeros_ ones_ eye_ dirac_', { mutates: [0], shares: [0] }),
    'torch.nn.functional.dropout': {
      draws: { from: 'torch', unless: [{ training: [false] }, { p: [0] }], defaults: { training: true, p: 0.5 } },
      returns: TENSOR,
    },
    'torch.nn.utils.clip_grad_norm_': { mutates: [0] },
    'torch.nn.utils.clip_grad_value_': { mutates: [0] },
    ...each('torch.', 'no_grad enable_grad inference_mode device', {}),
  },
  classes: {
    [TENSOR]: TENSOR_CLASS,
    'torch.Generator': {
      role: 'generator',
      // A new one starts from a fixed default seed.
      methods: { manual_seed: { seeds: { generator: 'self', argument: { name: 'seed', position: 0 } }, returns: 'self' } },
    },
    ...each('torch.nn.', CONTAINERS, MODULE),
    ...each('torch.nn.', UNWEIGHTED, { bases: ['torch.nn.Module'] } satisfies ClassFact),
    ...each('torch.nn.', WEIGHTED, { bases: ['torch.nn.Module'], construct: { draws: { from: 'torch' } } } satisfies ClassFact),
    ...each('torch.optim.', 'SGD Adam AdamW Adagrad Adadelta Adamax RMSprop LBFGS NAdam RAdam Optimizer', OPTIMISER),
    ...each(
      'torch.optim.lr_scheduler.',
      'StepLR MultiStepLR ExponentialLR CosineAnnealingLR ReduceLROnPlateau OneCycleLR LambdaLR',
      OPTIMISER,
    ),
    'torch.utils.data.DataLoader': {
      parameters: ['dataset', 'batch_size', 'shuffle', 'sampler'],
      construct: { shares: [0] },
      // Each pass over it draws an order.
      iterating: { from: 'torch', seed: { name: 'generator' }, when: [{ shuffle: [true] }], defaults: { shuffle: false } },
    },
    ...each('torch.utils.data.', 'TensorDataset Subset ConcatDataset Dataset', { construct: { shares: [0, 1, 2, 3] } } satisfies ClassFact),
  },
  others: 'pure',
});

const KERAS_FIT: CallFact = { mutates: ['self'], draws: { from: 'tensorflow' } };

const KERAS_MODEL: ClassFact = {
  role: 'estimator',
  construct: { shares: [0, 1] },
  methods: {
    // Weights are drawn where the model is built, batches and dropout while it is trained.
    ...each('', 'fit fit_generator train_on_batch', KERAS_FIT),
    ...each('', 'add compile build load_weights set_weights pop', { mutates: ['self'], returns: 'none' } satisfies CallFact),
    ...each('', 'predict predict_on_batch', { returns: 'numpy.ndarray' } satisfies CallFact),
    ...each('', 'evaluate test_on_batch get_weights get_config count_params get_layer', {}),
    summary: { shows: 'output', returns: 'none' },
    save: { writes: { name: 'filepath', position: 0 }, returns: 'none' },
    save_weights: { writes: { name: 'filepath', position: 0 }, returns: 'none' },
  },
};

const keras = (): LibraryTable => ({
  library: 'keras',
  version: '3',
  source: 'Keras 3 reference; seeds measured',
  functions: {
    // It seeds `random` and NumPy too.
    'keras.utils.set_random_seed': {
      seeds: { generator: 'tensorflow', argument: { name: 'seed', position: 0 }, also: ['numpy', 'random'] },
    },
    ...each('keras.models.', 'load_model', { reads: { name: 'filepath', position: 0 }, returns: 'keras.Model' }),
    'keras.models.clone_model': { returns: 'keras.Model' },
    ...each('keras.datasets.', 'mnist.load_data fashion_mnist.load_data cifar10.load_data cifar100.load_data imdb.load_data', {
      reads: { name: '' },
    }),
    'keras.utils.plot_model': { writes: { name: 'to_file', position: 1 } },
    'keras.backend.clear_session': { sets: 'values' },
    ...each('keras.utils.', 'to_categorical normalize', { returns: 'numpy.ndarray' }),
  },
  classes: {
    ...each('keras.', 'Model Sequential models.Model models.Sequential', KERAS_MODEL),
    ...each('keras.callbacks.', 'EarlyStopping ModelCheckpoint', {}),
  },
  others: 'pure',
  aliases: { 'keras.src': 'keras', 'keras.engine.sequential': 'keras', 'keras.engine.training': 'keras' },
});

const TF_DRAW: CallFact = { draws: { from: 'tensorflow' } };

const tensorflow = (): LibraryTable => ({
  library: 'tensorflow',
  version: '2',
  source: 'TensorFlow 2 API reference',
  functions: {
    ...each('tensorflow.random.', 'normal uniform shuffle truncated_normal categorical poisson gamma', TF_DRAW),
    'tensorflow.random.set_seed': { seeds: { generator: 'tensorflow', argument: { name: 'seed', position: 0 } } },
    'tensorflow.set_random_seed': { seeds: { generator: 'tensorflow', argument: { name: 'seed', position: 0 } } },
    'tensorflow.compat.v1.set_random_seed': { seeds: { generator: 'tensorflow', argument: { name: 'seed', position: 0 } } },
    'tensorflow.config.experimental.enable_op_determinism': { sets: 'values' },
    'tensorflow.print': { shows: 'output' },
  },
  classes: {},
  others: 'unknown',
});

export const DEEP_TABLES: Readonly<Record<string, () => LibraryTable>> = { torch, keras, tensorflow };
